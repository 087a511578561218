package io.boxwire.recorder.internal.configured;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Notation;
import io.boxwire.api.Notation.PictureSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the texts of a configuration. An impossible one is refused with its key and itself. */
final class Values {
  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

  private Values() {}

  /**
   * Reads a time, see {@link Notation#time}.
   *
   * @throws MediaException {@code BAD_REQUEST} if it is none
   */
  static Duration time(String key, String text) throws MediaException {
    return Notation.time(text).orElseThrow(() -> bad(key, "is seconds, or HH:MM:SS", text));
  }

  /**
   * Reads a number of bytes, see {@link Notation#bytes}.
   *
   * @throws MediaException {@code BAD_REQUEST} if it is none
   */
  static long bytes(String key, String text) throws MediaException {
    return Notation.bytes(text)
        .orElseThrow(() -> bad(key, "is bytes, or such as 500M or 2G", text));
  }

  /**
   * Reads a size of pictures, see {@link Notation#pictureSize}.
   *
   * @throws MediaException {@code BAD_REQUEST} if it is none
   */
  static PictureSize size(String key, String text) throws MediaException {
    return Notation.pictureSize(text)
        .orElseThrow(() -> bad(key, "is a width and a height in pixels, such as 1280x720", text));
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
