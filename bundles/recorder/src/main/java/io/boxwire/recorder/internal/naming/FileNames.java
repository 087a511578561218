package io.boxwire.recorder.internal.naming;

import io.boxwire.api.MediaException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names the files of a recording, all in one folder, by a pattern: see {@link
 * io.boxwire.api.RecordingRequest#filePattern()}. Never names one that exists. For one thread.
 */
public final class FileNames {
  private static final int FIRST_FREE = 2;

  private final Path first;
  private final NamePattern pattern;
  private final boolean firstByPattern;
  private final Clock clock;
  private long used;
  private long number;

  /** Whether the files of earlier runs have been looked at. */
  private boolean counted;

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
    String stem = stem(name);
    this.pattern =
        NamePattern.of(
            pattern.orElse("%o-%n" + name.substring(stem.length()).replace("%", "%%")), stem);
    this.firstByPattern = pattern.isPresent();
    this.clock = clock;
    if (firstByPattern) {
      path(this.pattern.name(1, ZonedDateTime.now(clock)));
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
    if (pattern.numbered()) {
      number = Math.max(number, 1 + earlier());
      String name = pattern.name(number, now);
      while (Files.exists(path(name))) {
        number++;
        name = pattern.name(number, now);
      }
      return path(name);
    }
    String name = pattern.name(number, now);
    String end = name.substring(stem(name).length());
    Path path = path(name);
    for (int free = FIRST_FREE; Files.exists(path); free++) {
      path = path(stem(name) + "-" + NamePattern.padded(free, NamePattern.DIGITS) + end);
    }
    return path;
  }

  /**
   * The greatest number of an earlier run's file, looked for once. Numbers below it may be free
   * since those files were removed; whoever sorts by name takes what has a lower one for older.
   */
  private long earlier() {
    if (counted) {
      return 0;
    }
    counted = true;
    long greatest = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder())) {
      for (Path entry : entries) {
        greatest = Math.max(greatest, pattern.number(entry.getFileName().toString()));
      }
    } catch (IOException | DirectoryIteratorException e) {
      // No file can be made in such a folder either, which is told of.
      return greatest;
    }
    return greatest;
  }

  /**
   * What the names look like that a recording of these names, now or in an earlier run, has given
   * to its files.
   *
   * @return an expression that such a name matches as a whole
   */
  public Pattern own() {
    String numbered =
        pattern.expression(pattern.numbered() ? "" : "(-\\d{" + NamePattern.DIGITS + ",})?");
    Path name = firstByPattern ? null : first.getFileName();
    return Pattern.compile(
        name == null ? numbered : Pattern.quote(name.toString()) + "|" + numbered);
  }

  /**
   * Where the files are.
   *
   * @return the folder
   */
  public Path folder() {
    return first.toAbsolutePath().normalize().getParent();
  }

  static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private Path path(String name) throws MediaException {
    boolean leaves = name.contains("/") || name.contains("\\") || name.contains("..");
    if (leaves || name.isBlank() || name.equals(".")) {
      throw pattern.bad("gives " + name + ", which is no name of a file in the folder");
    }
    try {
      return first.resolveSibling(name);
    } catch (InvalidPathException e) {
      throw pattern.bad("gives " + name + ": " + e.getReason());
    }
  }
}
