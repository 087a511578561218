package io.boxwire.demuxer.internal;

import java.math.BigInteger;
import java.time.Duration;

/** Arithmetic on times that are counted in ticks of different timescales. Nothing is rounded. */
final class Ticks {
  /** Times beyond this are malformed: it leaves room to add and subtract without overflow. */
  static final long LIMIT = 1L << 61;

  private static final long NANOS = 1_000_000_000L;

  private Ticks() {}

  /** Compares {@code a / aScale} seconds with {@code b / bScale} seconds. */
  static int compare(long a, int aScale, long b, int bScale) {
    if (aScale == bScale) {
      return Long.compare(a, b);
    }
    long leftHigh = Math.multiplyHigh(a, bScale);
    long rightHigh = Math.multiplyHigh(b, aScale);
    if (leftHigh != rightHigh) {
      return Long.compare(leftHigh, rightHigh);
    }
    return Long.compareUnsigned(a * bScale, b * aScale);
  }

  /** Converts to another timescale and rounds down; what does not fit ends at {@link #LIMIT}. */
  static long floor(long ticks, long from, long to) {
    if (from == to) {
      return ticks;
    }
    long high = Math.multiplyHigh(ticks, to);
    long low = ticks * to;
    if (high == low >> 63) {
      return Math.floorDiv(low, from);
    }
    BigInteger[] parts =
        BigInteger.valueOf(ticks)
            .multiply(BigInteger.valueOf(to))
            .divideAndRemainder(BigInteger.valueOf(from));
    BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return floor.bitLength() > 61 ? Long.signum(ticks) * LIMIT : floor.longValue();
  }

  /** Converts to another timescale and rounds up. */
  static long ceil(long ticks, long from, long to) {
    return -floor(-ticks, from, to);
  }

  /** Converts to a duration, rounded down to a nanosecond. */
  static Duration duration(long ticks, int scale) {
    long seconds = Math.floorDiv(ticks, (long) scale);
    return Duration.ofSeconds(seconds, Math.floorMod(ticks, (long) scale) * NANOS / scale);
  }

  /** Converts from a duration, rounded down to a tick. */
  static long of(Duration time, int scale) {
    if (time.getSeconds() > LIMIT / scale - 1) {
      return LIMIT;
    }
    return time.getSeconds() * scale + time.getNano() * (long) scale / NANOS;
  }

  /** Adds, and stays at the largest number instead of going beyond. Both are at least 0. */
  static long addCapped(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** Multiplies, and stays at the largest number instead of going beyond. Both are at least 0. */
  static long multiplyCapped(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }
}
