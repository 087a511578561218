package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Keeps the memory of windows for further use: off the heap, where reading a channel needs no copy.
 * What came back last is used first, since it is the likeliest to be in the processor's caches.
 * Safe for use by any number of threads.
 */
final class MemoryPool {
  /** Bytes that are kept at most; many windows of the usual size. */
  private static final int MOST = 8 << 20;

  private final Deque<ByteBuffer> free = new ArrayDeque<>();
  private int kept;
  private boolean closed;

  /** Finds or makes memory of a size or more, but not of much more. */
  ByteBuffer take(int size) throws MediaException {
    synchronized (this) {
      for (Iterator<ByteBuffer> i = free.iterator(); i.hasNext(); ) {
        ByteBuffer memory = i.next();
        int capacity = memory.capacity();
        if (capacity >= size && capacity / 4 <= size) {
          i.remove();
          kept -= capacity;
          return memory;
        }
      }
    }
    try {
      return ByteBuffer.allocateDirect(size);
    } catch (OutOfMemoryError e) {
      // The size comes from the file: asking for too much is the file's fault, not the program's.
      throw MediaException.of(Code.LIMIT_EXCEEDED, "no memory for a payload of " + size, e);
    }
  }

  synchronized void give(ByteBuffer memory) {
    if (closed || memory.capacity() > MOST) {
      return;
    }
    free.addFirst(memory);
    kept += memory.capacity();
    while (kept > MOST) {
      kept -= free.removeLast().capacity();
    }
  }

  /** Keeps nothing from now on. */
  synchronized void close() {
    closed = true;
    free.clear();
  }
}
