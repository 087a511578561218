package io.boxwire.shell.internal;

import io.boxwire.api.codec.AssemblerOptions.FrameRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the numbers, times and rates that arguments are made of. */
final class Numbers {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
  private static final Pattern CLOCK =
      Pattern.compile("(\\d{1,6}):([0-5]?\\d):([0-5]?\\d)(\\.\\d{1,9})?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,18})([kMG]?)");
  private static final Pattern RATE = Pattern.compile("(\\d{1,9})(?:/(\\d{1,9})|\\.(\\d{1,3}))?");

  private Numbers() {}

  /** A picture size. */
  record Size(int width, int height) {}

  /** Reads a whole number from 1 to a limit. */
  static long positive(String what, String text, long limit) throws UsageException {
    try {
      long value = Long.parseLong(text);
      if (value >= 1 && value <= limit) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(what + " is not a whole number: " + text);
    }
    throw new UsageException(
        limit == Long.MAX_VALUE
            ? what + " is less than 1: " + text
            : what + " is not between 1 and " + limit + ": " + text);
  }

  /** Reads a time: seconds with a fraction, or HH:MM:SS.mmm. */
  static Duration time(String what, String text) throws UsageException {
    if (SECONDS.matcher(text).matches()) {
      return seconds(new BigDecimal(text));
    }
    Matcher clock = CLOCK.matcher(text);
    if (!clock.matches()) {
      throw new UsageException(what + " is neither seconds nor HH:MM:SS.mmm: " + text);
    }
    String fraction = clock.group(4) == null ? "" : clock.group(4);
    return Duration.ofHours(Long.parseLong(clock.group(1)))
        .plusMinutes(Long.parseLong(clock.group(2)))
        .plus(seconds(new BigDecimal(clock.group(3) + fraction)));
  }

  /** Reads a time that is more than nothing. */
  static Duration period(String what, String text) throws UsageException {
    Duration time = time(what, text);
    if (time.isZero()) {
      throw new UsageException(what + " is more than 0");
    }
    return time;
  }

  /** Reads a number of bytes of at least 1: 1500000, or 700k, 20M, 2G in powers of 1024. */
  static long bytes(String what, String text) throws UsageException {
    Matcher bytes = BYTES.matcher(text);
    if (!bytes.matches()) {
      throw new UsageException(what + " is not a number of bytes such as 1500000 or 20M: " + text);
    }
    int power = "kMG".indexOf(bytes.group(2)) + (bytes.group(2).isEmpty() ? 0 : 1);
    long value = Long.parseLong(bytes.group(1));
    if (value < 1 || value > Long.MAX_VALUE >> 10 * power) {
      throw new UsageException(what + " is out of range: " + text);
    }
    return value << 10 * power;
  }

  private static Duration seconds(BigDecimal value) {
    return Duration.ofSeconds(
        value.longValue(), value.remainder(BigDecimal.ONE).movePointRight(9).longValue());
  }

  /** Reads a picture size, such as 1280x720. */
  static Size size(String what, String text) throws UsageException {
    Matcher size = SIZE.matcher(text);
    if (size.matches()) {
      int width = Integer.parseInt(size.group(1));
      int height = Integer.parseInt(size.group(2));
      if (width > 0 && height > 0) {
        return new Size(width, height);
      }
    }
    throw new UsageException(what + " is not WIDTHxHEIGHT: " + text);
  }

  /** Reads a frame rate: 30, 29.97 or 30000/1001. */
  static FrameRate frameRate(String what, String text) throws UsageException {
    Matcher rate = RATE.matcher(text);
    if (rate.matches()) {
      String fraction = rate.group(3);
      try {
        int denominator = rate.group(2) == null ? 1 : Integer.parseInt(rate.group(2));
        if (fraction == null) {
          return new FrameRate(Integer.parseInt(rate.group(1)), denominator);
        }
        BigDecimal exact = new BigDecimal(rate.group(1) + "." + fraction);
        return new FrameRate(exact.movePointRight(3).intValueExact(), 1000);
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw new UsageException(what + " is out of range: " + text);
      }
    }
    throw new UsageException(what + " is not a frame rate such as 30 or 30000/1001: " + text);
  }
}
