package io.boxwire.recorder.internal.keeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room is left where files are written. */
public final class Room {
  private Room() {}

  /**
   * How much room there is in a folder for this process.
   *
   * <p>The file system itself is asked. {@link Files#getFileStore} looks the folder up in the table
   * of mounts first, and fails where that does not list it: in a changed root, as builds and some
   * containers have one.
   *
   * @return bytes
   * @throws IOException if the folder is not there
   */
  public static long in(Path folder) throws IOException {
    long bytes = folder.toFile().getUsableSpace();
    if (bytes == 0) {
      // A folder that is not there has no room either; this tells it by an exception.
      folder.toRealPath();
    }
    return bytes;
  }
}
