package io.boxwire.itests.felix;

import static org.ops4j.pax.exam.CoreOptions.bundle;

import io.boxwire.itests.swaps.steering.Probe;
import io.boxwire.itests.swaps.steering.Swaps;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.osgi.framework.Constants;

/**
 * Bundles are swapped in Felix while recordings run.
 *
 * <p>The tests are named here and in the other container's class, and not inherited from a class of
 * the steering: Pax Exam loads this class also in the containers of those that are run later, where
 * there is no steering.
 */
public class SwapsIT extends FelixTestSupport {
  @Configuration
  @Override
  public Option[] configuration() {
    return OptionUtils.combine(
        super.configuration(),
        bundle(jar("api").resolveSibling("asm.jar").toUri().toString()),
        bundle(jar("itests.swaps.steering").toUri().toString()),
        bundle(jar("itests.swaps.load").toUri().toString()).startLevel(90));
  }

  @ProbeBuilder
  @Override
  public TestProbeBuilder probe(TestProbeBuilder builder) {
    return builder.setHeader(Constants.DYNAMICIMPORT_PACKAGE, Probe.IMPORTS);
  }

  @Before
  public void checkProbe() {
    Probe.checkApart(getClass());
  }

  @Test
  public void codecs_swappedAsFastAsPossible_everyFrameInItsFile() throws Exception {
    new Swaps(context).codecsAsFastAsPossible();
  }

  @Test
  public void codecs_swappedInRealTime_everyFrameInItsFile() throws Exception {
    new Swaps(context).codecsInRealTime();
  }

  @Test
  public void muxer_swappedAsFastAsPossible_everyFrameOnceInItsFiles() throws Exception {
    new Swaps(context).muxerAsFastAsPossible();
  }

  @Test
  public void muxer_swappedInRealTime_everyFrameOnceInItsFiles() throws Exception {
    new Swaps(context).muxerInRealTime();
  }

  @Test
  public void demuxer_swapped_recordingsGoOn_readingsEndClearly() throws Exception {
    new Swaps(context).demuxer();
  }

  @Test
  public void box_swapped_recordingsGoOn() throws Exception {
    new Swaps(context).box();
  }

  @Test
  public void bitstream_swapped_recordingsGoOn() throws Exception {
    new Swaps(context).bitstream();
  }

  @Test
  public void shell_swapped_recordingsGoOn() throws Exception {
    new Swaps(context).shell();
  }

  @Test
  public void recorder_swapped_recordingsResume_gapsReported() throws Exception {
    new Swaps(context).recorder();
  }

  @Test
  public void codecs_withdrawnForGood_recordingsEndPlayableAndSayWhy() throws Exception {
    new Swaps(context).codecsWithdrawn();
  }

  @Test
  public void camera_swapped_recordingsResume_gapsReported() throws Exception {
    new Swaps(context).camera();
  }

  @Test
  public void device_swapped_recordingsResume() throws Exception {
    new Swaps(context).device();
  }

  @Test
  public void api_swapped_recordingsResume_gapsReported() throws Exception {
    new Swaps(context).api();
  }
}
