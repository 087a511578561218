package io.boxwire.itests.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that was done to a file, in order. Safe for threads. */
final class WriteLog {
  /** What was done. */
  enum Kind {
    /** Bytes were written at an offset. */
    WRITE,
    /** The file was cut to a size. */
    TRUNCATE,
    /** What is above is being forced to storage from now on. */
    FORCE_BEGINS,
    /** And now it is there. */
    FORCE_ENDS
  }

  /**
   * An entry.
   *
   * @param kind what was done
   * @param place the file offset of what was written, the size that the file was cut to, or the
   *     index of the entry with which a force began
   * @param bytes what was written
   * @param nanos when, by {@link System#nanoTime()}
   */
  record Entry(Kind kind, long place, byte[] bytes, long nanos) {
    /** Only so many of the bytes that were written. */
    Entry torn(int count) {
      return new Entry(kind, place, Arrays.copyOf(bytes, count), nanos);
    }
  }

  private static final byte[] NONE = {};

  private final List<Entry> entries = new ArrayList<>();
  private final Image written = new Image();
  private long forced;

  synchronized void write(long offset, byte[] bytes) {
    add(Kind.WRITE, offset, bytes);
    written.write(offset, bytes);
  }

  synchronized void truncate(long size) {
    add(Kind.TRUNCATE, size, NONE);
    written.truncate(size);
  }

  /** Returns what {@link #forceEnds} wants to know. */
  synchronized long[] forceBegins() {
    long[] begun = {entries.size(), written.length()};
    add(Kind.FORCE_BEGINS, entries.size(), NONE);
    return begun;
  }

  synchronized void forceEnds(long[] begun) {
    add(Kind.FORCE_ENDS, begun[0], NONE);
    forced = Math.max(forced, begun[1]);
  }

  private void add(Kind kind, long place, byte[] bytes) {
    entries.add(new Entry(kind, place, bytes, System.nanoTime()));
  }

  /** Up to where the file is on the storage, if it only grew. */
  synchronized long forcedBytes() {
    return forced;
  }

  /** What was done so far. */
  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }
}
