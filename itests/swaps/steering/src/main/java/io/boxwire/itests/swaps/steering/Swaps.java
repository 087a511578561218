package io.boxwire.itests.swaps.steering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;

/**
 * All that is shown of swaps, in whichever container: a subclass says what that is made of. Each
 * test fails by what it throws, and says on standard output how much it has shown.
 *
 * <p>The system property {@code boxwire.bundles} names the folder of the jars that are in the
 * container; the files to be judged go beside it. With {@code boxwire.full}, bundles are swapped
 * often; else a few times.
 */
public abstract class Swaps {
  private static final boolean FULL = Boolean.getBoolean("boxwire.full");

  private final Path jars = Path.of(System.getProperty("boxwire.bundles"));
  private BundleContext context;

  /** Finds the bundle of this class, which stays as it is while others are swapped. */
  @Before
  public void enter() {
    Probe.checkApart(getClass());
    context = FrameworkUtil.getBundle(Swaps.class).getBundleContext();
  }

  private static int count(int full, int few) {
    return FULL ? full : few;
  }

  private Path folder(String name) {
    return jars.resolveSibling("swaps").resolve(name);
  }

  private static void tell(String text) {
    System.out.println("Swaps of " + text);
  }

  /** Codecs, while recordings are fed as fast as they take it. */
  @Test
  public void codecs_swappedAsFastAsPossible_everyFrameInItsFile()
      throws BundleException, IOException {
    CodecSwaps swaps = new CodecSwaps(context, jars, folder("codec-fast"), Pace.FAST);
    tell("codecs, as fast as possible: " + swaps.run(count(500, 50)));
  }

  /** Codecs, while recordings are fed in real time. */
  @Test
  public void codecs_swappedInRealTime_everyFrameInItsFile() throws BundleException, IOException {
    CodecSwaps swaps = new CodecSwaps(context, jars, folder("codec-realtime"), Pace.REALTIME);
    tell("codecs, in real time: " + swaps.run(count(500, 50)));
  }

  /** Codecs that go for good. */
  @Test
  public void codecs_withdrawnForGood_recordingsEndPlayableAndSayWhy()
      throws BundleException, IOException {
    tell("codecs for none: " + new Withdrawal(context, jars, folder("withdrawn")).run());
  }

  /** Any other part, while recordings of live cameras run. */
  private void other(Part part) throws BundleException, IOException {
    String name = part.name().toLowerCase(Locale.ROOT);
    PartSwaps swaps = new PartSwaps(context, jars, folder(name), part);
    tell(name + ": " + swaps.run(count(100, 5)));
  }

  /** The demuxer. */
  @Test
  public void demuxer_swapped_recordingsGoOn_readingsEndClearly()
      throws BundleException, IOException {
    other(Part.DEMUXER);
  }

  /** The boxes, with a refresh. */
  @Test
  public void box_swapped_recordingsGoOn() throws BundleException, IOException {
    other(Part.BOX);
  }

  /** What codecs share, with a refresh. */
  @Test
  public void bitstream_swapped_recordingsGoOn() throws BundleException, IOException {
    other(Part.BITSTREAM);
  }

  /** The contracts, with a refresh of everything. */
  @Test
  public void api_swapped_recordingsResume_gapsReported() throws BundleException, IOException {
    other(Part.API);
  }

  /** The recorder. */
  @Test
  public void recorder_swapped_recordingsResume_gapsReported() throws BundleException, IOException {
    other(Part.RECORDER);
  }

  /** The load, whose cameras are recorded. */
  @Test
  public void camera_swapped_recordingsResume_gapsReported() throws BundleException, IOException {
    other(Part.CAMERA);
  }

  /** The built-in camera, with a refresh. */
  @Test
  public void device_swapped_recordingsResume() throws BundleException, IOException {
    other(Part.DEVICE);
  }

  /** The commands. */
  @Test
  public void shell_swapped_recordingsGoOn() throws BundleException, IOException {
    other(Part.SHELL);
  }

  /** The muxer, while recordings are fed as fast as they take it. */
  @Test
  public void muxer_swappedAsFastAsPossible_everyFrameOnceInItsFiles()
      throws BundleException, IOException {
    MuxerSwaps swaps = new MuxerSwaps(context, jars, folder("muxer-fast"), Pace.FAST);
    tell("muxers, as fast as possible: " + swaps.run(count(100, 10)));
  }

  /** The muxer, while recordings are fed in real time. */
  @Test
  public void muxer_swappedInRealTime_everyFrameOnceInItsFiles()
      throws BundleException, IOException {
    MuxerSwaps swaps = new MuxerSwaps(context, jars, folder("muxer-realtime"), Pace.REALTIME);
    tell("muxers, in real time: " + swaps.run(count(100, 10)));
  }
}
