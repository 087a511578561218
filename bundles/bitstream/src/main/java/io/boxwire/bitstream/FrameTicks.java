package io.boxwire.bitstream;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.AssemblerOptions.FrameRate;

/**
 * The times of a stream with a constant frame rate: on which timescale pictures are counted, how
 * long one lasts, and what that is in the timescale somebody asked for. Immutable.
 */
public final class FrameTicks {
  /** More frames a second than any camera has. */
  private static final int MOST_RATE = 1000;

  private static final int DEFAULT_RATE = 25;

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
   * Chooses for a raw stream: the frame rate asked for, else the one that the stream tells, else 25
   * frames a second; in the timescale asked for, if one is.
   *
   * @param options what is asked for
   * @param frames frames that the stream tells, 0 if it tells none
   * @param seconds in so many seconds, 0 if it tells none. A rate of more than 1000 frames a second
   *     is taken for a mistake, as if none was told
   * @return the times
   * @throws MediaException {@link Code#BAD_REQUEST} if the timescale is so coarse that a frame
   *     would last less than a tick
   */
  public static FrameTicks choose(AssemblerOptions options, long frames, long seconds)
      throws MediaException {
    boolean told = frames > 0 && seconds > 0 && frames <= MOST_RATE * seconds;
    FrameTicks ticks;
    if (options.frameRate().isPresent()) {
      FrameRate rate = options.frameRate().get();
      ticks = ofRate(rate.numerator(), rate.denominator());
    } else {
      ticks = told ? ofRate(frames, seconds) : ofRate(DEFAULT_RATE, 1);
    }
    if (options.timescale().isEmpty()) {
      return ticks;
    }
    FrameTicks wanted = ticks.in(options.timescale().getAsInt());
    if (wanted.ticks(wanted.frameDuration()) == 0) {
      throw MediaException.of(
          Code.BAD_REQUEST,
          "a timescale of " + wanted.timescale() + " is too coarse for the frame rate");
    }
    return wanted;
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
