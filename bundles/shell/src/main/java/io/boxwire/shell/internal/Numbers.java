package io.boxwire.shell.internal;

import io.boxwire.api.Notation;
import io.boxwire.api.Notation.PictureSize;
import io.boxwire.api.codec.AssemblerOptions.FrameRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the numbers, times and rates that arguments are made of; others are wrong usage. */
final class Numbers {
  private static final Pattern RATE = Pattern.compile("(\\d{1,9})(?:/(\\d{1,9})|\\.(\\d{1,3}))?");

  private Numbers() {}

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

  /** Reads a time, see {@link Notation}. */
  static Duration time(String what, String text) throws UsageException {
    return Notation.time(text)
        .orElseThrow(
            () -> new UsageException(what + " is neither seconds nor HH:MM:SS.mmm: " + text));
  }

  /** Reads a time that is more than nothing. */
  static Duration period(String what, String text) throws UsageException {
    Duration time = time(what, text);
    if (time.isZero()) {
      throw new UsageException(what + " is more than 0");
    }
    return time;
  }

  /** Reads a number of bytes of at least 1, see {@link Notation}. */
  static long bytes(String what, String text) throws UsageException {
    long bytes =
        Notation.bytes(text)
            .orElseThrow(
                () ->
                    new UsageException(
                        what + " is not a number of bytes such as 1500000 or 20M: " + text));
    if (bytes < 1) {
      throw new UsageException(what + " is out of range: " + text);
    }
    return bytes;
  }

  /** Reads a picture size, such as 1280x720. */
  static PictureSize size(String what, String text) throws UsageException {
    return Notation.pictureSize(text)
        .orElseThrow(() -> new UsageException(what + " is not WIDTHxHEIGHT: " + text));
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
