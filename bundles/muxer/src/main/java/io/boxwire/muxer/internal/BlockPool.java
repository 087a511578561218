package io.boxwire.muxer.internal;

/**
 * Blocks of native memory that are used again, by one file after another: native memory that is
 * given to the garbage collector comes back late. Safe for threads.
 */
final class BlockPool {
  private final int most;
  private Block top;
  private int size;

  /**
   * Makes a pool.
   *
   * @param most how many blocks are kept; what is beyond goes to the garbage collector
   */
  BlockPool(int most) {
    this.most = most;
  }

  Block take(Arena arena) {
    Block block;
    synchronized (this) {
      block = top;
      if (block != null) {
        top = block.below;
        block.below = null;
        size--;
      }
    }
    return (block == null ? new Block() : block).of(arena);
  }

  /** Takes a block back; nobody looks at its memory any more, nor at its view. */
  synchronized void giveBack(Block block) {
    block.owner = null;
    if (size < most) {
      block.below = top;
      top = block;
      size++;
    }
  }
}
