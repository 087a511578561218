package io.boxwire.recorder.internal.naming;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Names the files of a recording, all in one folder, by a pattern: see {@link
 * io.boxwire.api.RecordingRequest#filePattern()}. Never names one that exists. For one thread.
 */
public final class FileNames {
  private static final int DIGITS = 3;
  private static final int MOST_DIGITS = 18;
  private static final int FIRST_FREE = 2;

  private final Path first;
  private final String stem;
  private final String pattern;
  private final boolean firstByPattern;
  private final Clock clock;
  private long used;
  private long number;

  /**
   * Makes the names of a recording.
   *
   * @param first the file of the request
   * @param pattern the pattern of the request
   * @param clock gives the time at which a file is begun, and the zone it is told in
   * @throws MediaException {@code BAD_REQUEST} if the pattern is none
   */
  public FileNames(Path first, Optional<String> pattern, Clock clock) throws MediaException {
    String name = Optional.ofNullable(first.getFileName()).map(Path::toString).orElse("");
    this.first = first;
    this.stem = stem(name);
    this.pattern = pattern.orElse("%o-%n" + name.substring(stem.length()).replace("%", "%%"));
    this.firstByPattern = pattern.isPresent();
    this.clock = clock;
    if (firstByPattern) {
      path(expand(1, ZonedDateTime.now(clock)));
    }
  }

  /** There is a file now by the name that was given last. */
  public void used() {
    used = number;
  }

  /** The file by the name that was given last is not there any more. */
  public void free() {
    used = number - 1;
  }

  /**
   * The name of the next file.
   *
   * @return a path by which nothing exists yet
   * @throws MediaException {@code BAD_REQUEST} if the pattern gives no name of a file
   */
  public Path next() throws MediaException {
    number = used + 1;
    if (number == 1 && !firstByPattern) {
      return first;
    }
    ZonedDateTime now = ZonedDateTime.now(clock);
    String name = expand(number, now);
    if (!name.equals(expand(number + 1, now))) {
      while (Files.exists(path(name))) {
        number++;
        name = expand(number, now);
      }
      return path(name);
    }
    String end = name.substring(stem(name).length());
    Path path = path(name);
    for (int free = FIRST_FREE; Files.exists(path); free++) {
      path = path(stem(name) + "-" + padded(free, DIGITS) + end);
    }
    return path;
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private Path path(String name) throws MediaException {
    boolean leaves = name.contains("/") || name.contains("\\") || name.contains("..");
    if (leaves || name.isBlank() || name.equals(".")) {
      throw bad("gives " + name + ", which is no name of a file in the folder");
    }
    try {
      return first.resolveSibling(name);
    } catch (InvalidPathException e) {
      throw bad("gives " + name + ": " + e.getReason());
    }
  }

  private String expand(long count, ZonedDateTime time) throws MediaException {
    StringBuilder name = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c != '%') {
        name.append(c);
        continue;
      }
      int digits = at;
      while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
        at++;
      }
      if (at == pattern.length()) {
        throw bad("ends in the middle of a placeholder");
      }
      name.append(value(pattern.substring(digits, at), pattern.charAt(at++), count, time));
    }
    return name.toString();
  }

  private String value(String digits, char kind, long count, ZonedDateTime time)
      throws MediaException {
    if (kind == 'n' && digits.length() < DIGITS) {
      int width = digits.isEmpty() ? DIGITS : Integer.parseInt(digits);
      if (width <= MOST_DIGITS) {
        return padded(count, Math.max(DIGITS, width));
      }
    }
    if (!digits.isEmpty()) {
      throw bad("has the unknown placeholder %" + digits + kind);
    }
    return switch (kind) {
      case 'o' -> stem;
      case 'Y' -> part(time, "uuuu");
      case 'm' -> part(time, "MM");
      case 'd' -> part(time, "dd");
      case 'H' -> part(time, "HH");
      case 'M' -> part(time, "mm");
      case 'S' -> part(time, "ss");
      case 's' -> Long.toString(time.toEpochSecond());
      case '%' -> "%";
      default -> throw bad("has the unknown placeholder %" + kind);
    };
  }

  private static String part(ZonedDateTime time, String format) {
    return time.format(DateTimeFormatter.ofPattern(format, Locale.ROOT));
  }

  private static String padded(long value, int digits) {
    String text = Long.toString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private MediaException bad(String what) {
    return MediaException.of(Code.BAD_REQUEST, "the file pattern " + pattern + " " + what);
  }
}
