package io.boxwire.muxer.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;

/**
 * Keeps others from changing a file that is being written: an exclusive lock on a byte far behind
 * its end, which hinders no reader, not even where locks keep others from reading.
 *
 * <p>Where locks are POSIX's, a process loses those it has on a file as soon as it closes any
 * channel on it, such as that of a reader. So the lock is taken again and again, on two bytes by
 * turns, lest there be a moment without it. A file system that has no locks gives none.
 */
final class WriteLock {
  private static final long FIRST = Long.MAX_VALUE - 2;

  private FileLock held;

  /** Takes the lock, or makes sure of it. */
  void take(FileChannel channel) {
    boolean first = held == null || held.position() != FIRST;
    FileLock next = tryLock(channel, first ? FIRST : FIRST + 1);
    if (next != null) {
      release();
      held = next;
    }
  }

  private static FileLock tryLock(FileChannel channel, long at) {
    try {
      return channel.tryLock(at, 1, false);
    } catch (IOException | OverlappingFileLockException e) {
      // No locks here, or somebody tries it just now, or the channel was closed by an interrupt and
      // will be opened again.
      return null;
    }
  }

  private void release() {
    try {
      if (held != null) {
        held.release();
      }
    } catch (IOException e) {
      // Its channel was closed by an interrupt, and the lock went with it.
      held = null;
    }
  }
}
