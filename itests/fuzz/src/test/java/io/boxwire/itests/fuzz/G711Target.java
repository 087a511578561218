package io.boxwire.itests.fuzz;

import java.io.IOException;

/** The parsers of the plugins for G.711, both laws; see {@link CodecTrial}. */
public final class G711Target {
  private static final CodecTrial A_LAW = CodecTrial.of(Clips.G711A);
  private static final CodecTrial MU_LAW = CodecTrial.of(Clips.G711U);

  private G711Target() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Guard.judge(() -> run(data));
  }

  private static void run(byte[] data) {
    A_LAW.run(data);
    MU_LAW.run(data);
  }
}
