package io.boxwire.shell.internal;

import io.boxwire.api.PayloadOwner;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory that a stretch of a stream is read into, and whose slices are the payloads of frames. When
 * the last frame is released, it goes back to where it came from.
 */
final class Window implements PayloadOwner {
  private final Pool pool;
  private final ByteBuffer memory;
  private final AtomicInteger users = new AtomicInteger();

  private Window(Pool pool, int capacity) {
    this.pool = pool;
    this.memory = ByteBuffer.allocateDirect(capacity);
  }

  /** The memory; its position and limit are those of whoever fills it. */
  ByteBuffer memory() {
    return memory;
  }

  @Override
  public void retain() {
    users.incrementAndGet();
  }

  @Override
  public void release() {
    if (users.decrementAndGet() == 0) {
      pool.back(this);
    }
  }

  /**
   * Windows for one stream.
   *
   * <p>It never waits for one to come back: the muxer may hold any number of them until a fragment
   * is complete. What bounds the memory is that, and the length of the queue in front of the muxer.
   */
  static final class Pool {
    private final ConcurrentLinkedQueue<Window> free = new ConcurrentLinkedQueue<>();
    private final int capacity;

    /**
     * Makes a pool.
     *
     * @param capacity bytes of a usual window
     */
    Pool(int capacity) {
      this.capacity = capacity;
    }

    /**
     * Gives an empty window, held once for the taker.
     *
     * @param least how many bytes it has at least
     */
    Window take(int least) {
      Window window = least <= capacity ? free.poll() : null;
      if (window == null) {
        window = new Window(this, Math.max(least, capacity));
      }
      window.memory.clear();
      window.retain();
      return window;
    }

    private void back(Window window) {
      if (window.memory.capacity() == capacity) {
        free.add(window);
      }
    }
  }
}
