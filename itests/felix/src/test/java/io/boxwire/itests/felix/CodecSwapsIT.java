package io.boxwire.itests.felix;

import io.boxwire.itests.swaps.steering.CodecSwaps;
import io.boxwire.itests.swaps.steering.Pace;
import org.junit.Test;

/** Codec plugins are swapped while recordings run, and every frame is in its file. */
public class CodecSwapsIT extends SwapTestSupport {
  private static final int SWAPS = Boolean.getBoolean("boxwire.full") ? 500 : 50;

  @Test
  public void codecs_swappedAsFastAsFramesAreTaken_filesAreThoseOfAnUndisturbedRun()
      throws Exception {
    System.out.println(
        "Codecs " + new CodecSwaps(context, jars(), folder("codec-fast"), Pace.FAST).run(SWAPS));
  }

  @Test
  public void codecs_swappedInRealTime_filesAreThoseOfAnUndisturbedRun() throws Exception {
    System.out.println(
        "Codecs "
            + new CodecSwaps(context, jars(), folder("codec-realtime"), Pace.REALTIME).run(SWAPS));
  }
}
