package io.boxwire.itests.swaps.steering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * All that is shown of swaps, in whichever container: each method is a test, which fails by what it
 * throws, and says on standard output how much it has shown.
 *
 * <p>The system property {@code boxwire.bundles} names the folder of the jars that are in the
 * container; the files to be judged go beside it. With {@code boxwire.full}, bundles are swapped
 * often; else a few times.
 */
public final class Swaps {
  private static final boolean FULL = Boolean.getBoolean("boxwire.full");

  private final BundleContext context;
  private final Path jars = Path.of(System.getProperty("boxwire.bundles"));

  /**
   * Makes the tests.
   *
   * @param context of the bundle of the test
   */
  public Swaps(BundleContext context) {
    this.context = context;
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
  public void codecsAsFastAsPossible() throws BundleException, IOException {
    CodecSwaps swaps = new CodecSwaps(context, jars, folder("codec-fast"), Pace.FAST);
    tell("codecs, as fast as possible: " + swaps.run(count(500, 50)));
  }

  /** Codecs, while recordings are fed in real time. */
  public void codecsInRealTime() throws BundleException, IOException {
    CodecSwaps swaps = new CodecSwaps(context, jars, folder("codec-realtime"), Pace.REALTIME);
    tell("codecs, in real time: " + swaps.run(count(500, 50)));
  }

  /** Codecs that go for good. */
  public void codecsWithdrawn() throws BundleException, IOException {
    tell("codecs for none: " + new Withdrawal(context, jars, folder("withdrawn")).run());
  }

  /** Any other part, while recordings of live cameras run. */
  private void other(Part part) throws BundleException, IOException {
    String name = part.name().toLowerCase(Locale.ROOT);
    PartSwaps swaps = new PartSwaps(context, jars, folder(name), part);
    tell(name + ": " + swaps.run(count(100, 5)));
  }

  /** The demuxer. */
  public void demuxer() throws BundleException, IOException {
    other(Part.DEMUXER);
  }

  /** The boxes, with a refresh. */
  public void box() throws BundleException, IOException {
    other(Part.BOX);
  }

  /** What codecs share, with a refresh. */
  public void bitstream() throws BundleException, IOException {
    other(Part.BITSTREAM);
  }

  /** The contracts, with a refresh of everything. */
  public void api() throws BundleException, IOException {
    other(Part.API);
  }

  /** The recorder. */
  public void recorder() throws BundleException, IOException {
    other(Part.RECORDER);
  }

  /** The load, whose cameras are recorded. */
  public void camera() throws BundleException, IOException {
    other(Part.CAMERA);
  }

  /** The built-in camera, with a refresh. */
  public void device() throws BundleException, IOException {
    other(Part.DEVICE);
  }

  /** The commands. */
  public void shell() throws BundleException, IOException {
    other(Part.SHELL);
  }

  /** The muxer, while recordings are fed as fast as they take it. */
  public void muxerAsFastAsPossible() throws BundleException, IOException {
    MuxerSwaps swaps = new MuxerSwaps(context, jars, folder("muxer-fast"), Pace.FAST);
    tell("muxers, as fast as possible: " + swaps.run(count(100, 10)));
  }

  /** The muxer, while recordings are fed in real time. */
  public void muxerInRealTime() throws BundleException, IOException {
    MuxerSwaps swaps = new MuxerSwaps(context, jars, folder("muxer-realtime"), Pace.REALTIME);
    tell("muxers, in real time: " + swaps.run(count(100, 10)));
  }
}
