package io.boxwire.shell.internal;

import java.math.BigDecimal;
import java.time.Duration;

/** Arithmetic with ticks and durations, exact, and how they are shown. */
final class Times {
  private static final long NANOS = 1_000_000_000;

  private Times() {}

  /**
   * Compares two times of different timescales.
   *
   * @return less than, equal to or more than 0
   */
  static int compare(long ticks, int timescale, long otherTicks, int otherTimescale) {
    // Whole seconds first: the products of the rests then fit.
    int seconds =
        Long.compare(Math.floorDiv(ticks, timescale), Math.floorDiv(otherTicks, otherTimescale));
    return seconds != 0
        ? seconds
        : Long.compare(
            (long) Math.floorMod(ticks, timescale) * otherTimescale,
            (long) Math.floorMod(otherTicks, otherTimescale) * timescale);
  }

  /** The duration of so many ticks, rounded down to a nanosecond. */
  static Duration duration(long ticks, int timescale) {
    return Duration.ofSeconds(
        Math.floorDiv(ticks, timescale), Math.floorMod(ticks, timescale) * NANOS / timescale);
  }

  /** The ticks of a duration, rounded to the nearest. */
  static long ticks(Duration duration, int timescale) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), (long) timescale),
        (duration.getNano() * (long) timescale + NANOS / 2) / NANOS);
  }

  /** Seconds as a decimal number, without trailing zeros. */
  static BigDecimal seconds(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    BigDecimal stripped = seconds.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** A duration as HH:MM:SS.mmm, rounded to the nearest millisecond. */
  static String clock(Duration duration) {
    Duration rounded = duration.plusNanos(500_000);
    return String.format(
        "%02d:%02d:%02d.%03d",
        rounded.toHours(),
        rounded.toMinutesPart(),
        rounded.toSecondsPart(),
        rounded.toMillisPart());
  }
}
