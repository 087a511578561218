package io.boxwire.recorder.internal.keeping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells a disk without room from other troubles of storage, for which Java has no exception. */
final class FullDisk {
  /** With less room than this a write fails for want of it, whatever the language it says so in. */
  private static final long NO_ROOM = 64 << 10;

  private static final List<String> SAYINGS =
      List.of("no space left", "quota exceeded", "not enough space", "disk full");

  private FullDisk() {}

  /**
   * Whether a failure is for want of room.
   *
   * @param why what writing into the folder failed with
   */
  static boolean isReasonOf(Exception why, Path folder) {
    boolean storage = false;
    for (Throwable e = why; e != null; e = e.getCause()) {
      String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (SAYINGS.stream().anyMatch(text::contains)) {
        return true;
      }
      storage |= e.getCause() == null && e instanceof IOException && e != why;
    }
    return storage && usable(folder) < NO_ROOM;
  }

  private static long usable(Path folder) {
    try {
      return Room.in(folder);
    } catch (IOException e) {
      // Whatever is wrong with such a folder, removing files is no remedy.
      return Long.MAX_VALUE;
    }
  }
}
