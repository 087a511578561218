package io.boxwire.recorder.internal;

import java.util.List;
import java.util.Locale;

/** Tells a file that is as large as files may be from other troubles of storage. */
final class FileLimit {
  private static final List<String> SAYINGS = List.of("file too large", "file size limit");

  private FileLimit() {}

  /** Whether a failure says that a file can't become larger. */
  static boolean isReasonOf(Throwable why) {
    for (Throwable e = why; e != null; e = e.getCause()) {
      String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (SAYINGS.stream().anyMatch(text::contains)) {
        return true;
      }
    }
    return false;
  }
}
