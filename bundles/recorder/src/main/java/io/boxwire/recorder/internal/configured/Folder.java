package io.boxwire.recorder.internal.configured;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Retention;
import io.boxwire.recorder.internal.keeping.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sees to it that files can be made in a folder, before one is: a try that fails leaves none. */
final class Folder {
  /** With less room than this a recording would end again soon. */
  private static final long LEAST_ROOM = 16_000_000;

  private Folder() {}

  /**
   * Makes the folder if it is not there.
   *
   * @param retention whether files may be removed to make room, which the recording does itself
   * @throws MediaException {@code IO} if it can't be made or written to, or its disk is full
   */
  static void prepare(Path folder, Retention retention) throws MediaException {
    long room;
    try {
      // Java 17 takes a link to a folder for something in the way.
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      room = Room.in(folder);
    } catch (IOException e) {
      throw MediaException.io("can't make the folder " + folder, e);
    }
    if (!Files.isWritable(folder)) {
      throw MediaException.of(Code.IO, "the folder " + folder + " is not writable");
    }
    if (room < LEAST_ROOM && !retention.removes()) {
      throw MediaException.of(
          Code.IO, "the disk is full: " + room / 1_000_000 + " MB are left in " + folder);
    }
  }
}
