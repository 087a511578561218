package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Keeps the memory of windows for further use. Safe for use by any number of threads. */
final class MemoryPool {
  private final int most;
  private final Deque<ReadWindow.Memory> free = new ArrayDeque<>();
  private boolean closed;

  /**
   * Makes a pool.
   *
   * @param most how many pieces of memory to keep at most
   */
  MemoryPool(int most) {
    this.most = most;
  }

  /** Finds or makes memory of a size or more, but not of much more. */
  ReadWindow.Memory take(int size) throws MediaException {
    synchronized (this) {
      for (Iterator<ReadWindow.Memory> i = free.iterator(); i.hasNext(); ) {
        ReadWindow.Memory memory = i.next();
        int capacity = memory.bytes().capacity();
        if (capacity >= size && capacity / 4 <= size) {
          i.remove();
          return memory;
        }
      }
    }
    try {
      return ReadWindow.Memory.allocate(size);
    } catch (OutOfMemoryError e) {
      // The size comes from the file: asking for too much is the file's fault, not the program's.
      throw MediaException.of(Code.LIMIT_EXCEEDED, "no memory for a payload of " + size, e);
    }
  }

  synchronized void give(ReadWindow.Memory memory) {
    if (closed) {
      return;
    }
    if (free.size() == most) {
      free.removeFirst();
    }
    free.addLast(memory);
  }

  /** Keeps nothing from now on. */
  synchronized void close() {
    closed = true;
    free.clear();
  }
}
