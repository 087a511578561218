package io.boxwire.demuxer.internal;

import io.boxwire.api.PayloadOwner;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A piece of the input in memory, out of which payloads are cut. Each byte is given out once, since
 * a codec plugin may change it in place. The memory is used again when the reader and all frames
 * that were kept have let go; those may do so on any thread.
 */
final class ReadWindow implements PayloadOwner {
  private final ByteBuffer memory;
  private final MemoryPool pool;
  private final long start;
  private final int length;
  private final AtomicInteger holds = new AtomicInteger(1);

  /** Which bytes were given out: ends by starts, a single stretch where samples are neighbours. */
  private final NavigableMap<Integer, Integer> taken = new TreeMap<>();

  private int takenBytes;

  /**
   * Makes a window, held once.
   *
   * @param memory filled already
   * @param pool gets the memory back
   * @param start the position of its first byte in the input
   * @param length how many bytes of it are filled
   */
  ReadWindow(ByteBuffer memory, MemoryPool pool, long start, int length) {
    this.memory = memory;
    this.pool = pool;
    this.start = start;
    this.length = length;
  }

  /** Tells whether some bytes of the input lie in the window. */
  boolean covers(long offset, int size) {
    return offset >= start && size <= length && offset - start <= length - size;
  }

  /** Tells whether some bytes that the window covers are as they lie in the input. */
  boolean untouched(long offset, int size) {
    int from = (int) (offset - start);
    Map.Entry<Integer, Integer> before = taken.lowerEntry(from + size);
    return size == 0 || before == null || before.getValue() <= from;
  }

  /** Gives out some bytes that the window covers, and that are untouched. */
  ByteBuffer take(long offset, int size) {
    int from = (int) (offset - start);
    if (size > 0) {
      Map.Entry<Integer, Integer> before = taken.floorEntry(from);
      boolean goesOn = before != null && before.getValue() == from;
      taken.put(goesOn ? before.getKey() : from, from + size);
    }
    takenBytes += size;
    return memory.slice(from, size);
  }

  /** How many bytes were given out of those that were read, in eighths. */
  int useInEighths() {
    return (int) (8L * takenBytes / Math.max(1, length));
  }

  @Override
  public void retain() {
    holds.incrementAndGet();
  }

  @Override
  public void release() {
    if (holds.decrementAndGet() == 0) {
      pool.give(memory);
    }
  }
}
