package io.boxwire.device.k230.internal.builtin;

/**
 * When each picture is captured, in ticks since the camera's clock began to run, and which of them
 * begins a second: the first that is captured at or after its full second. Picture and sound both
 * ask here, so they can't disagree. Immutable.
 *
 * <p>The timescale is the smallest multiple of the rate's numerator that is at least 90 kHz. So a
 * picture without jitter has its exact time, and none drifts.
 */
final class PictureTimes {
  private static final int LEAST_TIMESCALE = 90_000;

  private final int timescale;
  private final long ticksPerPicture;
  private final long jitter;
  private final long seed;

  /**
   * Makes the times.
   *
   * @param rate pictures a second
   * @param jitterMillis how far from its ideal time a picture may be, either way; less than {@link
   *     #jitterLimit}
   * @param seed what the jitter is computed from; the same gives the same times
   */
  PictureTimes(FrameRate rate, int jitterMillis, long seed) {
    int factor = (LEAST_TIMESCALE + rate.numerator() - 1) / rate.numerator();
    this.timescale = factor * rate.numerator();
    this.ticksPerPicture = (long) factor * rate.denominator();
    this.jitter = (long) jitterMillis * timescale / 1000;
    this.seed = seed;
    if (2 * jitter >= ticksPerPicture) {
      throw new IllegalArgumentException("pictures would change places: " + jitterMillis + " ms");
    }
  }

  /** The jitter in milliseconds that would let pictures change places, or any above. */
  static int jitterLimit(FrameRate rate) {
    return (500 * rate.denominator() + rate.numerator() - 1) / rate.numerator();
  }

  /** Ticks a second. */
  int timescale() {
    return timescale;
  }

  /**
   * When a picture is captured.
   *
   * @param picture counted from 0; this one is captured at 0
   */
  long at(long picture) {
    if (picture == 0 || jitter == 0) {
      return picture * ticksPerPicture;
    }
    return picture * ticksPerPicture
        + Long.remainderUnsigned(mixed(picture), 2 * jitter + 1)
        - jitter;
  }

  /**
   * The first picture captured at or after a full second.
   *
   * @param second counted from 0
   */
  long firstOf(long second) {
    long begin = second * timescale;
    // Jitter is less than half a picture, so an earlier one than this can't be late enough.
    long picture = begin / ticksPerPicture;
    while (at(picture) < begin) {
      picture++;
    }
    return picture;
  }

  /** The second in which a picture is captured. */
  long secondOf(long picture) {
    return at(picture) / timescale;
  }

  /** Whether a picture is the first of its second. */
  boolean beginsSecond(long picture) {
    return firstOf(secondOf(picture)) == picture;
  }

  /** Ticks in nanoseconds, for any time a camera may run. */
  static long nanos(long ticks, int timescale) {
    return ticks / timescale * 1_000_000_000L + ticks % timescale * 1_000_000_000L / timescale;
  }

  /** A number that looks like chance: the output function of SplitMix64. */
  private long mixed(long picture) {
    long z = seed + picture * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
