package io.boxwire.bitstream;

/**
 * The times of a stream with a constant frame rate: on which timescale pictures are counted, how
 * long one lasts, and what that is in the timescale somebody asked for. Immutable.
 */
public final class FrameTicks {
  /** A timescale that is chosen is at least this, so that times of other rates can be expressed. */
  private static final int LEAST_TIMESCALE = 10_000;

  /** Below this, decode times could not rise strictly: see {@link PictureClock}. */
  private static final int LEAST_DURATION = PictureClock.MAX_DEPTH + 2;

  private final int clockTimescale;
  private final long frameDuration;
  private final int timescale;

  private FrameTicks(int clockTimescale, long frameDuration, int timescale) {
    this.clockTimescale = clockTimescale;
    this.frameDuration = frameDuration;
    this.timescale = timescale;
  }

  /**
   * Chooses a timescale in which a frame lasts a whole number of ticks.
   *
   * @param frames frames, at least 1
   * @param seconds in so many seconds, at least 1; a fraction that does not fit 31 bits when it is
   *     cancelled is rounded
   * @return the times
   * @throws IllegalArgumentException if one of the numbers is less than 1
   */
  public static FrameTicks ofRate(long frames, long seconds) {
    if (frames < 1 || seconds < 1) {
      throw new IllegalArgumentException("no frame rate: " + frames + "/" + seconds);
    }
    long divisor = gcd(frames, seconds);
    long scale = frames / divisor;
    long duration = seconds / divisor;
    while (scale > Integer.MAX_VALUE || duration > Integer.MAX_VALUE) {
      scale = Math.max(1, scale >> 1);
      duration = Math.max(1, duration >> 1);
    }
    while ((scale < LEAST_TIMESCALE || duration < LEAST_DURATION)
        && scale <= Integer.MAX_VALUE / 2) {
      scale <<= 1;
      duration <<= 1;
    }
    return new FrameTicks((int) scale, duration, (int) scale);
  }

  /**
   * Gives times in another timescale. Where a frame is no whole number of its ticks, each time is
   * rounded down, so nothing drifts.
   *
   * @param ticksPerSecond at least 1
   * @return the times
   * @throws IllegalArgumentException if the timescale is less than 1
   */
  public FrameTicks in(int ticksPerSecond) {
    if (ticksPerSecond < 1) {
      throw new IllegalArgumentException("a timescale is at least 1: " + ticksPerSecond);
    }
    return new FrameTicks(clockTimescale, frameDuration, ticksPerSecond);
  }

  /**
   * The timescale of what {@link #ticks} gives.
   *
   * @return ticks a second
   */
  public int timescale() {
    return timescale;
  }

  /**
   * How long a frame lasts on the clock that a {@link PictureClock} is to be made with.
   *
   * @return clock ticks, at least 1
   */
  public long frameDuration() {
    return frameDuration;
  }

  /**
   * Turns a time of the clock into one of the timescale.
   *
   * @param clockTime clock ticks, at least 0
   * @return ticks of {@link #timescale()}, rounded down
   */
  public long ticks(long clockTime) {
    long seconds = clockTime / clockTimescale;
    long rest = clockTime % clockTimescale;
    return seconds * timescale + rest * timescale / clockTimescale;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
