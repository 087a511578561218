package io.boxwire.itests.swaps.steering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the load has written down of what happened to recordings. */
final class Events {
  /** The system property with the name of the file, for the load. */
  static final String FILE = "boxwire.swaps.events";

  private final Path file;

  Events(Path file) {
    this.file = file;
  }

  /** How often something happened to a recording. */
  long count(String recording, String kind) {
    if (Files.notExists(file)) {
      return 0;
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(recording + "," + kind + ","))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
