package io.boxwire.recorder.internal.configured;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the texts of a configuration. An impossible one is refused with its key and itself. */
final class Values {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern CLOCK =
      Pattern.compile("(\\d{1,4}):([0-5]\\d):([0-5]\\d(?:\\.\\d{1,9})?)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,12})([kMG]?)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

  private Values() {}

  /**
   * Reads a time: seconds with a fraction, or {@code HH:MM:SS}.
   *
   * @throws MediaException {@code BAD_REQUEST} if it is none
   */
  static Duration time(String key, String text) throws MediaException {
    if (SECONDS.matcher(text).matches()) {
      return seconds(text);
    }
    Matcher clock = CLOCK.matcher(text);
    if (!clock.matches()) {
      throw bad(key, "is seconds, or HH:MM:SS", text);
    }
    return Duration.ofHours(Long.parseLong(clock.group(1)))
        .plusMinutes(Long.parseLong(clock.group(2)))
        .plus(seconds(clock.group(3)));
  }

  private static Duration seconds(String text) {
    return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
  }

  /**
   * Reads a number of bytes, such as {@code 500000} or {@code 2G}; the letters are powers of 1,024.
   *
   * @throws MediaException {@code BAD_REQUEST} if it is none
   */
  static long bytes(String key, String text) throws MediaException {
    Matcher bytes = BYTES.matcher(text);
    if (!bytes.matches()) {
      throw bad(key, "is bytes, or such as 500M or 2G", text);
    }
    long unit =
        switch (bytes.group(2)) {
          case "k" -> 1L << 10;
          case "M" -> 1L << 20;
          case "G" -> 1L << 30;
          default -> 1L;
        };
    try {
      return Math.multiplyExact(Long.parseLong(bytes.group(1)), unit);
    } catch (ArithmeticException e) {
      throw bad(key, "is more bytes than a file can have", text);
    }
  }

  /**
   * Reads a size of pictures, {@code WxH}.
   *
   * @return width and height
   * @throws MediaException {@code BAD_REQUEST} if it is none
   */
  static int[] size(String key, String text) throws MediaException {
    Matcher size = SIZE.matcher(text);
    if (size.matches()) {
      int width = Integer.parseInt(size.group(1));
      int height = Integer.parseInt(size.group(2));
      if (width > 0 && height > 0) {
        return new int[] {width, height};
      }
    }
    throw bad(key, "is a width and a height in pixels, such as 1280x720", text);
  }

  /**
   * Reads {@code NAME=VALUE} pairs: in several texts, or in one between commas; a comma of a value
   * is written with a backslash before it.
   *
   * @throws MediaException {@code BAD_REQUEST} if there is one without a name, or one twice; does
   *     not repeat what was given, which may be a password
   */
  static Map<String, String> pairs(String key, String... texts) throws MediaException {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : split(texts)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw MediaException.of(
            Code.BAD_REQUEST,
            key + " is NAME=VALUE,NAME=VALUE; number " + (pairs.size() + 1) + " has no name");
      }
      String name = pair.substring(0, equals).strip();
      if (pairs.putIfAbsent(name, pair.substring(equals + 1).strip()) != null) {
        throw MediaException.of(Code.BAD_REQUEST, key + " has " + name + " twice");
      }
    }
    return pairs;
  }

  private static List<String> split(String... texts) {
    List<String> parts = new ArrayList<>();
    for (String text : texts) {
      for (String part : COMMA.split(text)) {
        if (!part.isBlank()) {
          parts.add(part.strip().replace("\\,", ","));
        }
      }
    }
    return parts;
  }

  /** The exception for an impossible value. */
  static MediaException bad(String key, String possible, String text) {
    return MediaException.of(Code.BAD_REQUEST, key + " " + possible + ": " + text);
  }
}
