package io.boxwire.recorder.internal.keeping;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which files are being written. Safe for use by any number of threads. */
public final class OpenFiles {
  private final Set<Path> own = ConcurrentHashMap.newKeySet();

  /**
   * A recording writes a file from now on.
   *
   * @param file the file
   */
  public void add(Path file) {
    own.add(key(file));
  }

  /**
   * It is written no more.
   *
   * @param file the file
   */
  public void remove(Path file) {
    own.remove(key(file));
  }

  /** Those that recordings of this recorder write. */
  Collection<Path> own() {
    return own;
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /**
   * Whether somebody writes a file: a recording of this recorder, or whoever holds a lock on it, as
   * every muxer of this framework does. One that nobody may write to counts as in use: whoever
   * protected it wants to keep it.
   */
  boolean uses(Path file) {
    if (own.contains(key(file))) {
      return true;
    }
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException | OverlappingFileLockException e) {
      return true;
    }
  }
}
