package io.boxwire.muxer.internal;

import java.util.ArrayDeque;

/**
 * Objects that have done their work and can do it again, so that a recording that goes on for ever
 * leaves next to nothing to the garbage collector. Safe for threads.
 */
final class Pool<T> {
  private final ArrayDeque<T> free;
  private final int most;

  /**
   * Makes an empty pool.
   *
   * @param most how many it keeps; more are left to the garbage collector
   */
  Pool(int most) {
    this.most = most;
    // It never grows, and so putting one in never fails for want of memory.
    this.free = new ArrayDeque<>(most + 1);
  }

  /** Takes one out; {@code null} if there is none. */
  synchronized T poll() {
    return free.pollLast();
  }

  /** Puts one in, to which nobody else holds on any more. */
  synchronized void give(T used) {
    if (free.size() < most) {
      free.addLast(used);
    }
  }
}
