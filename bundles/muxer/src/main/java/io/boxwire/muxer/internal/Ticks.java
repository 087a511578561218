package io.boxwire.muxer.internal;

import java.math.BigInteger;
import java.time.Duration;

/** Conversions between timescales, exact or rounded to nearest, without floating point. */
final class Ticks {
  private static final long SECOND = 1_000_000_000L;

  /** The greatest time in nanoseconds; two of them can be subtracted. */
  static final long LONGEST = Long.MAX_VALUE / 2;

  /** The greatest movie timescale that is looked for. */
  private static final long LARGEST_TIMESCALE = 100_000_000;

  private Ticks() {}

  /** A duration in nanoseconds; of a very long one, a number that sums of a few don't overflow. */
  static long nanos(Duration duration) {
    return duration.getSeconds() > Integer.MAX_VALUE ? Long.MAX_VALUE / 4 : duration.toNanos();
  }

  /** Ticks in nanoseconds, rounded down; at most 146 years. */
  static long nanos(long ticks, int timescale) {
    long seconds = Math.floorDiv(ticks, timescale);
    if (Math.abs(seconds) > LONGEST / SECOND) {
      return ticks < 0 ? -LONGEST : LONGEST;
    }
    return seconds * SECOND + Math.floorMod(ticks, (long) timescale) * SECOND / timescale;
  }

  /** Ticks of one timescale in ticks of another, rounded to nearest, halves up. */
  static long rescale(long ticks, long from, long to) {
    if (from == to) {
      return ticks;
    }
    long whole = Math.floorDiv(ticks, from);
    long rest = Math.floorMod(ticks, from);
    if (Math.multiplyHigh(whole, to) == whole * to >> 63) {
      // from and to are below 2^32, so that the rest can't overflow as an unsigned product
      return whole * to + Long.divideUnsigned(rest * to + from / 2, from);
    }
    BigInteger exact =
        BigInteger.valueOf(ticks)
            .multiply(BigInteger.valueOf(2 * to))
            .add(BigInteger.valueOf(from));
    BigInteger[] parts = exact.divideAndRemainder(BigInteger.valueOf(2 * from));
    return parts[0].min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  /**
   * A timescale that counts in whole ticks what each of the given ones does, if one of reasonable
   * size exists; else the greatest of them.
   */
  static long common(Iterable<Long> timescales) {
    long all = 1;
    long greatest = 1;
    for (long one : timescales) {
      greatest = Math.max(greatest, one);
      if (all <= LARGEST_TIMESCALE) {
        all = all / gcd(all, one) * one;
      }
    }
    return all <= LARGEST_TIMESCALE ? all : greatest;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
