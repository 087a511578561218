package io.boxwire.health.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says how much room there is. */
@FunctionalInterface
interface Disk {
  /**
   * The disks of this machine. A device is asked for its number: {@link Files#getFileStore} fails
   * where the table of mounts does not list the folder's, as in a changed root.
   */
  Disk LOCAL =
      folder -> {
        boolean numbered = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
        Object store =
            numbered ? Files.getAttribute(folder, "unix:dev") : Files.getFileStore(folder);
        return new Space(store, folder.toFile().getUsableSpace());
      };

  /**
   * Room for files.
   *
   * @param store the file system; equal for folders that share it
   * @param usableBytes how much
   */
  record Space(Object store, long usableBytes) {}

  /**
   * How much room there is in a folder.
   *
   * @throws IOException if the folder is not there, or can't be asked
   */
  Space of(Path folder) throws IOException;
}
