package io.boxwire.muxer.internal;

import java.nio.ByteBuffer;

/**
 * A piece of native memory that arenas use, one after another. All but the memory is guarded by the
 * arena that has it, or by the pool.
 */
final class Block implements Claim {
  static final int SIZE = 1 << 20;

  private static final long NOBODY = -1;

  final ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);
  private final ByteBuffer look = memory.duplicate();
  private final ByteBuffer view = memory.duplicate();
  private long lentTo;

  /** Who has it. */
  Arena owner;

  /** How many bytes of it are in use. */
  int used;

  /** How many copies lie in it. */
  int users;

  /** The one below, in a pool. */
  Block below;

  /** Begins anew, empty. */
  Block of(Arena arena) {
    owner = arena;
    used = 0;
    users = 0;
    lentTo = NOBODY;
    return this;
  }

  /** A view to look at the memory with, until the next one is asked for; for the writing thread. */
  ByteBuffer look() {
    return look;
  }

  /**
   * A view for a batch that is written as a whole. The first is there already; those that the same
   * batch needs further are made. For the writing thread.
   *
   * @param batch its number, not negative; other views are of no more use then
   */
  ByteBuffer view(long batch) {
    if (lentTo == batch) {
      return memory.duplicate();
    }
    lentTo = batch;
    return view;
  }

  @Override
  public void release() {
    owner.release(this);
  }
}
