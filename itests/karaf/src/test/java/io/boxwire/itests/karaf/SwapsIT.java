package io.boxwire.itests.karaf;

import static org.ops4j.pax.exam.CoreOptions.options;

import io.boxwire.itests.swaps.steering.Probe;
import io.boxwire.itests.swaps.steering.Swaps;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.osgi.framework.Constants;

/**
 * Bundles are swapped in Karaf while recordings run.
 *
 * <p>The tests are named here and in the other container's class, and not inherited from a class of
 * the steering: Pax Exam loads this class also in the containers of those that are run later, where
 * there is no steering.
 */
public class SwapsIT extends KarafTestSupport {
  @Override
  protected Option[] moreOptions() {
    return options(
        CoreOptions.bundle(jar("asm")),
        CoreOptions.bundle(jar("io.boxwire.itests.swaps.steering")),
        CoreOptions.bundle(jar("io.boxwire.itests.swaps.load")).startLevel(90));
  }

  private static String jar(String name) {
    return Path.of(System.getProperty("boxwire.bundles"), name + ".jar").toUri().toString();
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
