package io.boxwire.shell.internal;

import io.boxwire.api.Retention;
import java.util.Optional;

/** The options that say which of a recording's finished files are kept. */
final class RecordingRetention {
  static final Option SIZE =
      Option.value("--keep-size", "N", "remove the oldest files beyond N bytes in all");
  static final Option TIME = Option.value("--keep-time", "S", "remove files older than S seconds");
  static final Option FREE =
      Option.value("--keep-free", "N", "remove the oldest files while less than N bytes are free");

  static final String NOTE =
      """
      With a --keep option the oldest finished files are removed so that the recording goes on, also
      those of earlier runs: all in OUT's folder that have a name as this recording gives them, but
      for those that somebody writes or that are write-protected. It then lives through a full disk.""";

  private RecordingRetention() {}

  static Retention of(Arguments arguments) throws UsageException {
    Retention retention = Retention.everything();
    Optional<String> size = arguments.value(SIZE);
    if (size.isPresent()) {
      retention = retention.withBytes(Numbers.bytes(SIZE.name(), size.get()));
    }
    Optional<String> time = arguments.value(TIME);
    if (time.isPresent()) {
      retention = retention.withAge(Numbers.period(TIME.name(), time.get()));
    }
    Optional<String> free = arguments.value(FREE);
    if (free.isPresent()) {
      retention = retention.withFreeBytes(Numbers.bytes(FREE.name(), free.get()));
    }
    boolean segments =
        arguments.has(RecordingFiles.SEGMENT_TIME) || arguments.has(RecordingFiles.SEGMENT_SIZE);
    if (retention.removes() && !segments) {
      throw new UsageException(
          "there are no finished files to remove without "
              + RecordingFiles.SEGMENT_TIME.name()
              + " or "
              + RecordingFiles.SEGMENT_SIZE.name());
    }
    return retention;
  }
}
