package io.boxwire.recorder.internal.keeping;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A folder with files of recordings. */
abstract class KeepingFixture {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  final List<MediaEvent> events = new CopyOnWriteArrayList<>();
  final OpenFiles open = new OpenFiles();

  @TempDir Path folder;

  /** Makes a file that was last written so many seconds ago. */
  Path file(String name, int bytes, long age) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[bytes]);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(age)));
    return file;
  }

  OwnFiles own() {
    return new OwnFiles(folder, Pattern.compile("cam-\\d+\\.mp4"));
  }

  Cleaner cleaner(Retention retention) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new Cleaner(own(), open, new RetentionRule(retention), events::add, clock);
  }

  List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
