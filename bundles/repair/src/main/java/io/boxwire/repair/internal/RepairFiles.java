package io.boxwire.repair.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens, copies and removes files, and says in one way what went wrong. */
final class RepairFiles {
  private RepairFiles() {}

  /** Work with a file. */
  interface Work<T> {
    T with(FileChannel file) throws IOException;
  }

  private enum Sharing {
    READERS,
    NOBODY
  }

  /** Reads a file. */
  static <T> T reading(Path path, Work<T> work) throws MediaException {
    return open(path, work, StandardOpenOption.READ);
  }

  /**
   * Changes a file that nobody else changes meanwhile.
   *
   * @throws MediaException BAD_STATE if somebody does
   */
  static <T> T changing(Path path, Work<T> work) throws MediaException {
    return open(
        path,
        file -> {
          lock(file, path, Sharing.NOBODY);
          return work.with(file);
        },
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static <T> T open(Path path, Work<T> work, StandardOpenOption... options)
      throws MediaException {
    try (FileChannel file = FileChannel.open(path, options)) {
      return work.with(file);
    } catch (NoSuchFileException e) {
      throw MediaException.of(Code.IO, "there is no file " + path, e);
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw MediaException.io("working with " + path + " failed", e);
    }
  }

  /** Held until the channel is closed. */
  private static void lock(FileChannel file, Path path, Sharing sharing) throws IOException {
    try {
      if (file.tryLock(0, Long.MAX_VALUE, sharing == Sharing.READERS) != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw MediaException.of(Code.BAD_STATE, "the file is being written: " + path, e);
    }
    throw MediaException.of(Code.BAD_STATE, "the file is being written: " + path);
  }

  /** Refuses a file that somebody writes. */
  static void checkNobodyWrites(Path path) throws MediaException {
    reading(
        path,
        file -> {
          lock(file, path, Sharing.READERS);
          return path;
        });
  }

  /** How large a file is. Opens nothing: closing would give up locks of this process. */
  static long size(Path path) throws MediaException {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw MediaException.io("the size of " + path + " can't be found out", e);
    }
  }

  /** Makes a copy under a name that must be free. */
  static void copy(Path from, Path to) throws MediaException {
    try {
      Files.copy(from, to);
    } catch (FileAlreadyExistsException e) {
      throw MediaException.of(Code.IO, "the output exists: " + to, e);
    } catch (IOException e) {
      discard(to, e);
      throw MediaException.io("copying " + from + " to " + to + " failed", e);
    }
  }

  /**
   * Removes what could not be completed.
   *
   * @param why gets what goes wrong here as well
   */
  static void discard(Path path, Exception why) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
