package io.boxwire.health.internal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says how much room there is. */
@FunctionalInterface
interface Disk {
  /** The file stores of this machine. */
  Disk LOCAL =
      folder -> {
        FileStore store = Files.getFileStore(folder);
        return new Space(store, store.getUsableSpace());
      };

  /**
   * Room for files.
   *
   * @param store where; equal for folders that share it
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
