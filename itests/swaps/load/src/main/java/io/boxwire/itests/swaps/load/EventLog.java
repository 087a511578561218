package io.boxwire.itests.swaps.load;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.RecordingListener;
import io.boxwire.api.RecordingStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes down what happens to recordings, for whoever judges them later. */
final class EventLog implements RecordingListener {
  /** The system property with the name of the file. */
  static final String FILE = "boxwire.swaps.events";

  private final Path file;

  EventLog(Path file) {
    this.file = file;
  }

  @Override
  public synchronized void onEvent(RecordingStatus recording, MediaEvent event) {
    String line =
        String.join(
            ",",
            recording.name(),
            event.kind().name(),
            event.frames().isPresent() ? Long.toString(event.frames().getAsLong()) : "",
            event.message().replace(',', ' '));
    try {
      Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
