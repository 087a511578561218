package io.boxwire.recorder.internal.keeping;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes the oldest files of a recording: those that are too many, or one after another until
 * there is room on a full disk. Never one that somebody writes. Safe for threads; tells of what it
 * does when it has let go of its lock.
 */
final class Cleaner {
  /** Which part of its files a recording makes room of at least. */
  private static final int SHARE = 8;

  private final OwnFiles files;
  private final OpenFiles open;
  private final RetentionRule rule;
  private final MediaListener events;
  private final Clock clock;

  /** Those that could not be removed, which was told of. */
  private final Set<Path> stuck = new HashSet<>();

  /** The oldest file that was kept when the folder was last read. */
  private Optional<OwnFile> oldest = Optional.empty();

  /** Bytes of all that were finished then. */
  private long finishedBytes;

  Cleaner(OwnFiles files, OpenFiles open, RetentionRule rule, MediaListener events, Clock clock) {
    this.files = files;
    this.open = open;
    this.rule = rule;
    this.events = events;
    this.clock = clock;
  }

  /** Says why the oldest file there is has to go; empty if it may stay. */
  @FunctionalInterface
  private interface Reason {
    String of(OwnFile oldest, long total, long free);
  }

  /**
   * Whether something is too much by now, as far as can be told without reading a folder that may
   * have very many files: by those being written, the room on the disk, and the time.
   */
  synchronized boolean due() {
    if (oldest.isEmpty()) {
      return false;
    }
    try {
      long total = finishedBytes + files.bytes(open.own());
      return !rule.excess(oldest.get(), total, files.usable(), clock.instant()).isEmpty();
    } catch (IOException e) {
      // The folder has gone: there is nothing to remove.
      return false;
    }
  }

  /** Removes what is too much. */
  void tidy() {
    Instant now = clock.instant();
    remove((oldest, total, free) -> rule.excess(oldest, total, free, now));
  }

  /**
   * Makes room on a disk that is full: removes one file in any case, since what a file system calls
   * free may be there for others only, and more until so much is free: at least a share of what
   * there is, or else each file were as short as the one that was removed for it.
   *
   * @return how many were removed
   */
  int makeRoom(long bytes) {
    long[] wanted = {0};
    return remove(
        (oldest, total, free) -> {
          boolean enough = wanted[0] > 0 && free >= wanted[0];
          if (wanted[0] == 0) {
            long least = Math.max(bytes, rule.retention().freeBytes());
            wanted[0] = Math.max(least, 1 + total / SHARE);
          }
          return enough ? "" : "the disk is full";
        });
  }

  private int remove(Reason reason) {
    List<MediaEvent> told = new ArrayList<>();
    try {
      return remove(reason, told);
    } catch (IOException e) {
      // The folder can't be read: whoever writes into it finds out as well, and says so.
      return 0;
    } finally {
      told.forEach(events::onEvent);
    }
  }

  private synchronized int remove(Reason reason, List<MediaEvent> told) throws IOException {
    List<OwnFile> all = files.oldestFirst();
    long total = all.stream().mapToLong(OwnFile::bytes).sum();
    long free = files.usable();
    int removed = 0;
    oldest = Optional.empty();
    for (OwnFile file : all) {
      if (stuck.contains(file.path()) || open.uses(file.path())) {
        continue;
      }
      String why = reason.of(file, total, free);
      if (why.isEmpty() || !delete(file, why, told)) {
        oldest = Optional.of(file);
        break;
      }
      removed++;
      total -= file.bytes();
      free += file.bytes();
    }
    finishedBytes = total - files.bytes(open.own());
    return removed;
  }

  private boolean delete(OwnFile file, String why, List<MediaEvent> told) {
    try {
      Files.delete(file.path());
      told.add(
          MediaEvent.of(
                  Kind.FILE_REMOVED,
                  file.path() + " was removed, " + file.bytes() + " bytes: " + why)
              .withFile(file.path()));
      return true;
    } catch (IOException e) {
      stuck.add(file.path());
      told.add(
          MediaEvent.of(Kind.FILE_LEFT, file.path() + " can't be removed, though " + why + ": " + e)
              .withFile(file.path()));
      return false;
    }
  }
}
