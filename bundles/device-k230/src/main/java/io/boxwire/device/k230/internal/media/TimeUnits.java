package io.boxwire.device.k230.internal.media;

import io.boxwire.device.k230.KMp4TimeUnit;

/**
 * Converts between the ticks of a track and the times of {@code KMp4FrameData}, rounded to the
 * nearest where nothing else is said, so that a time comes back as it was wherever a tick is finer
 * than the unit. What is beyond the range of a {@code long} becomes its end.
 */
public final class TimeUnits {
  private static final int MILLIS = 1000;
  private static final int MICROS = 1_000_000;

  private TimeUnits() {}

  /**
   * Converts a time that a program gives.
   *
   * @param time in the unit
   * @param timescale ticks a second, at least 1
   */
  public static long toTicks(long time, KMp4TimeUnit unit, int timescale) {
    return rescale(time, written(unit), timescale);
  }

  /**
   * Converts a time that a program is given.
   *
   * @param ticks of the track
   * @param timescale ticks a second, at least 1
   */
  public static long fromTicks(long ticks, int timescale, KMp4TimeUnit unit) {
    return rescale(ticks, timescale, unit == KMp4TimeUnit.MICROSECONDS ? MICROS : MILLIS);
  }

  /** How many units of the times that a program gives there are in a second. */
  public static int written(KMp4TimeUnit unit) {
    return unit == KMp4TimeUnit.MILLISECONDS ? MILLIS : MICROS;
  }

  /** Converts a time between units that are given by how many there are in a second. */
  public static long rescale(long time, int from, int to) {
    return rescale(time, from, to, from / 2);
  }

  /** Does the same, but rounds down. */
  static long rescaleDown(long time, int from, int to) {
    return rescale(time, from, to, 0);
  }

  private static long rescale(long time, int from, int to, int more) {
    long seconds = Math.floorDiv(time, from);
    // At most 2^31 * 2^31 and a half: no overflow.
    long rest = (Math.floorMod(time, from) * (long) to + more) / from;
    long high = Math.multiplyHigh(seconds, to);
    long low = seconds * to;
    boolean fits = high == low >> 63 && !(low > Long.MAX_VALUE - rest);
    return fits ? low + rest : time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
