package io.boxwire.recorder.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Compares times of tracks with different timescales. */
final class MediaTime {
  private MediaTime() {}

  /**
   * Converts ticks to nanoseconds, rounded down; so equal moments stay equal whatever the
   * timescale. What is beyond the range of a {@code long} becomes its end.
   *
   * @param ticks any value
   * @param timescale ticks a second, at least 1
   */
  static long nanos(long ticks, int timescale) {
    long seconds = TimeUnit.SECONDS.toNanos(Math.floorDiv(ticks, timescale));
    long rest = Math.floorMod(ticks, timescale) * 1_000_000_000L / timescale;
    return seconds > Long.MAX_VALUE - rest ? Long.MAX_VALUE : seconds + rest;
  }

  /** Converts a duration; what is too long becomes the longest. */
  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
