package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.box.ByteSource;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Reads payloads in large pieces. Neighbouring samples, of all tracks, share one positional read
 * and one piece of memory; a track that jumps about gets small ones. For one thread.
 */
final class PayloadReader {
  /** Small enough to be in the processor's caches still when it is used. */
  private static final int USUAL_READ = 256 << 10;

  private static final int LEAST_READ = 16 << 10;
  private static final int MOST_READ = 4 << 20;

  /** So many samples are read at once, if they are large: what the last one lacks is read twice. */
  private static final int LARGE_SAMPLES = 8;

  /** What all windows may take together, beside single samples that are larger. */
  private static final int BUDGET = 64 << 20;

  private static final int MOST_WINDOWS = 16;

  /** Larger samples can be read as stored, or by a cursor, only. */
  private static final int MOST_SAMPLE = 256 << 20;

  private final ByteSource source;
  private final MemoryPool pool;
  private final int mostWindows;
  private final int mostRead;

  /** The one used last comes first. */
  private final Deque<ReadWindow> windows = new ArrayDeque<>();

  /** For each track, how much to read next, and the window it read last. */
  private final int[] ahead;

  private final ReadWindow[] last;

  /** A window for a single sample, held until the next is read. */
  private ReadWindow single;

  PayloadReader(ByteSource source, int tracks) {
    this.source = source;
    this.mostWindows = Math.min(tracks + 1, MOST_WINDOWS);
    this.mostRead = Math.min(MOST_READ, BUDGET / mostWindows);
    this.pool = new MemoryPool();
    this.ahead = new int[tracks];
    this.last = new ReadWindow[tracks];
    Arrays.fill(ahead, USUAL_READ);
  }

  /**
   * A payload in memory.
   *
   * @param bytes the stored bytes, which the receiver may change
   * @param window what they lie in
   */
  record Piece(ByteBuffer bytes, ReadWindow window) {}

  /**
   * Reads a payload, valid until the next is read unless its window is retained.
   *
   * @param track which track reads, from 0
   * @param offset where it lies
   * @param size how many bytes
   * @throws MediaException with code TRUNCATED if the input ends before, LIMIT_EXCEEDED if it is
   *     too large, IO or CLOSED if the storage fails
   */
  Piece read(int track, long offset, int size) throws MediaException {
    dropSingle();
    if (size > MOST_SAMPLE) {
      throw MediaException.at(
          Code.LIMIT_EXCEEDED, "a sample of " + size + " bytes is too large", "", offset);
    }
    boolean used = false;
    for (ReadWindow window : windows) {
      if (window.covers(offset, size)) {
        if (window.untouched(offset, size)) {
          return take(window, offset, size);
        }
        used = true;
      }
    }
    if (used) {
      // Somebody else was given these bytes and may have changed them.
      single = fill(offset, size, size);
      return new Piece(single.take(offset, size), single);
    }
    ReadWindow window = fill(offset, size, Math.max(size, length(track, size)));
    last[track] = window;
    windows.addFirst(window);
    if (windows.size() > mostWindows) {
      windows.removeLast().release();
    }
    return new Piece(window.take(offset, size), window);
  }

  private Piece take(ReadWindow window, long offset, int size) {
    if (windows.peekFirst() != window) {
      windows.remove(window);
      windows.addFirst(window);
    }
    return new Piece(window.take(offset, size), window);
  }

  /** Reads further ahead where the last window was used well, and less where it was not. */
  private int length(int track, int size) {
    if (last[track] != null) {
      int use = last[track].useInEighths();
      if (use >= 4) {
        ahead[track] = Math.min(USUAL_READ, 2 * ahead[track]);
      } else if (use < 2) {
        ahead[track] = Math.max(LEAST_READ, ahead[track] / 4);
      }
    }
    return ahead[track] < USUAL_READ
        ? ahead[track]
        : (int) Math.max(USUAL_READ, Math.min(mostRead, (long) LARGE_SAMPLES * size));
  }

  private ReadWindow fill(long offset, int needed, int wanted) throws MediaException {
    int length = (int) Math.min(wanted, Math.max(needed, source.size() - offset));
    ByteBuffer memory = pool.take(length);
    try {
      ByteBuffer bytes = memory.clear().limit(length);
      while (bytes.hasRemaining() && source.read(offset + bytes.position(), bytes) >= 0) {
        continue;
      }
      if (bytes.position() < needed) {
        throw MediaException.at(
            Code.TRUNCATED, "the input ends inside a sample of " + needed + " bytes", "", offset);
      }
      return new ReadWindow(memory, pool, offset, bytes.position());
    } catch (MediaException e) {
      pool.give(memory);
      throw e;
    }
  }

  private void dropSingle() {
    if (single != null) {
      single.release();
      single = null;
    }
  }

  /** Forgets what was read, as before reading elsewhere. */
  void clear() {
    dropSingle();
    for (Iterator<ReadWindow> i = windows.iterator(); i.hasNext(); ) {
      i.next().release();
      i.remove();
    }
  }

  /** Lets go of all memory. */
  void close() {
    clear();
    pool.close();
  }
}
