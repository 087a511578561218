package io.boxwire.recorder.internal.clock;

/**
 * The unit of a track's times. Sums and differences that are too large are the largest there are: a
 * device may say anything.
 *
 * @param perSecond ticks a second, at least 1
 */
record Timescale(int perSecond) {
  private static final long SECOND = 1_000_000_000L;

  /** The largest time in nanoseconds: 146 years, so that two can be subtracted. */
  private static final long LONGEST = Long.MAX_VALUE / 2;

  /** Whether a time is one that the clock of a device can show: at most 146 years from 0. */
  boolean countable(long ticks) {
    return Math.abs(nanos(ticks)) < LONGEST;
  }

  /** Ticks in nanoseconds, rounded down. */
  long nanos(long ticks) {
    long seconds = Math.floorDiv(ticks, (long) perSecond);
    if (seconds >= LONGEST / SECOND || seconds <= -LONGEST / SECOND) {
      return ticks < 0 ? -LONGEST : LONGEST;
    }
    return seconds * SECOND + Math.floorMod(ticks, (long) perSecond) * SECOND / perSecond;
  }

  /** Nanoseconds in ticks, rounded to nearest. */
  long ticks(long nanos) {
    long seconds = Math.floorDiv(nanos, SECOND);
    long rest = Math.floorMod(nanos, SECOND);
    return seconds * perSecond + (rest * perSecond + SECOND / 2) / SECOND;
  }

  static long sum(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? end(a) : sum;
  }

  static long difference(long a, long b) {
    long difference = a - b;
    return ((a ^ b) & (a ^ difference)) < 0 ? end(a) : difference;
  }

  private static long end(long sign) {
    return sign < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
