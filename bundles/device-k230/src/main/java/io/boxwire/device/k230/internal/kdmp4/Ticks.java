package io.boxwire.device.k230.internal.kdmp4;

/** Conversions between timescales, rounded to nearest, in 64 bits and without floating point. */
final class Ticks {
  private Ticks() {}

  /**
   * Converts a time. Each is converted by itself, so that errors don't add up.
   *
   * @param time in the first timescale
   * @param from ticks a second, 1 to 2^31-1
   * @param to ticks a second, 1 to 2^31-1
   * @return in the second timescale, halves up; the greatest or least time there is if that is
   *     beyond 64 bits
   */
  static long rescale(long time, int from, int to) {
    long whole = Math.floorDiv(time, from);
    long rest = (Math.floorMod(time, (long) from) * to + from / 2) / from;
    try {
      return Math.addExact(Math.multiplyExact(whole, (long) to), rest);
    } catch (ArithmeticException beyond) {
      return time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
