package io.boxwire.muxer.internal;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Blocks of native memory that are used again, by one file after another: native memory that is
 * given to the garbage collector comes back late. Safe for threads.
 */
final class BlockPool {
  /** The size of a block. */
  static final int BLOCK = 1 << 20;

  private final int most;
  private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
  private final AtomicInteger size = new AtomicInteger();

  /**
   * Makes a pool.
   *
   * @param most how many blocks are kept; what is beyond goes to the garbage collector
   */
  BlockPool(int most) {
    this.most = most;
  }

  ByteBuffer take() {
    ByteBuffer block = free.poll();
    if (block == null) {
      return ByteBuffer.allocateDirect(BLOCK);
    }
    size.decrementAndGet();
    return block;
  }

  void giveBack(ByteBuffer block) {
    if (size.incrementAndGet() <= most) {
      free.push(block);
    } else {
      size.decrementAndGet();
    }
  }
}
