package io.boxwire.muxer.internal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Memory for payloads that have to outlive the call they came with. Made of blocks that are filled
 * one after another and used again when all that lies in them is released; what is beyond the
 * number kept goes to the garbage collector. Safe for threads.
 */
final class Arena {
  private static final int BLOCK = 1 << 20;

  private final int kept;
  private final ArrayDeque<Block> free = new ArrayDeque<>();
  private Block current;

  /**
   * Makes an arena.
   *
   * @param keptBytes how much memory is kept for use again
   */
  Arena(long keptBytes) {
    this.kept = (int) Math.max(1, keptBytes / BLOCK);
  }

  /** Takes the pieces of a copy; each begins where the last ended, or in another block. */
  interface Pieces {
    void piece(ByteBuffer memory, int index, int length);

    void claim(Claim claim);
  }

  /**
   * Copies bytes.
   *
   * @param from the bytes, from position to limit, which stay as they are
   * @param to gets the places of the copy, and a claim on each block used
   */
  synchronized void copy(ByteBuffer from, Pieces to) {
    copy(from, from.position(), from.remaining(), to);
  }

  synchronized void copy(ByteBuffer from, int index, int length, Pieces to) {
    int at = index;
    int left = length;
    while (left > 0) {
      Block block = roomy();
      int n = Math.min(left, block.memory.capacity() - block.used);
      block.memory.put(block.used, from, at, n);
      to.piece(block.memory, block.used, n);
      block.users++;
      to.claim(block);
      block.used += n;
      at += n;
      left -= n;
    }
  }

  private Block roomy() {
    if (current != null && current.used < current.memory.capacity()) {
      return current;
    }
    Block full = current;
    current = free.isEmpty() ? new Block() : free.pop();
    if (full != null) {
      recycle(full);
    }
    return current;
  }

  private void recycle(Block block) {
    if (block.users == 0 && block != current && free.size() < kept) {
      block.used = 0;
      free.push(block);
    }
  }

  /** Gives all memory to the garbage collector as soon as it is released. */
  synchronized void close() {
    free.clear();
    current = null;
  }

  private final class Block implements Claim {
    private final ByteBuffer memory = ByteBuffer.allocateDirect(BLOCK);
    private int used;
    private int users;

    @Override
    public void release() {
      synchronized (Arena.this) {
        users--;
        if (users == 0 && this == current) {
          used = 0;
        } else {
          recycle(this);
        }
      }
    }
  }
}
