package io.boxwire.muxer.internal;

import java.nio.ByteBuffer;

/**
 * Memory of one file for payloads that have to outlive the call they came with: blocks that are
 * filled one after another and go back to their pool when all that lies in them is released. Safe
 * for threads.
 */
final class Arena {
  private final BlockPool pool;
  private final ByteBuffer word = ByteBuffer.allocate(4);
  private Block current;
  private boolean closed;

  Arena(BlockPool pool) {
    this.pool = pool;
  }

  /** Takes the pieces of a copy; each begins where the last ended, or in another block. */
  interface Pieces {
    void piece(ByteBuffer memory, int index, int length);

    void claim(Claim claim);
  }

  /**
   * Copies bytes.
   *
   * @param from the buffer they lie in, regardless of its position
   * @param index the first
   * @param length how many
   * @param to gets the places of the copy, and a claim on each block used
   */
  synchronized void copy(ByteBuffer from, int index, int length, Pieces to) {
    int at = index;
    int left = length;
    while (left > 0) {
      Block block = roomy();
      int n = Math.min(left, Block.SIZE - block.used);
      block.memory.put(block.used, from, at, n);
      to.piece(block.memory, block.used, n);
      block.users++;
      to.claim(block);
      block.used += n;
      at += n;
      left -= n;
    }
  }

  /** Copies a number as 4 big-endian bytes, as {@link #copy}. */
  synchronized void word(int value, Pieces to) {
    copy(word.putInt(0, value), 0, 4, to);
  }

  private Block roomy() {
    if (current == null || current.used == Block.SIZE) {
      current = pool.take(this);
    }
    return current;
  }

  /** Gives memory back to the pool from now on as soon as it is released. */
  synchronized void close() {
    closed = true;
    if (current != null && current.users == 0) {
      pool.giveBack(current);
      current = null;
    }
  }

  /** A copy in a block is not needed any more. */
  synchronized void release(Block block) {
    block.users--;
    if (block.users > 0) {
      return;
    }
    if (block != current) {
      pool.giveBack(block);
    } else if (closed || block.used == Block.SIZE) {
      current = null;
      pool.giveBack(block);
    } else {
      block.of(this);
    }
  }
}
