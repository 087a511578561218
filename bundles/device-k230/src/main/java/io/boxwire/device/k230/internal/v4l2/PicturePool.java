package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.PayloadOwner;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory for coded pictures and sound, direct so that it goes to the kernel as it is, used again
 * once a frame is released. Safe for use by any number of threads.
 */
final class PicturePool {
  private static final int SMALLEST_BITS = 12;
  private static final int LARGEST_BITS = 30;

  private final long keep;
  private final Deque<ByteBuffer>[] idle;
  private long idleBytes;
  private long lent;

  /**
   * Makes a pool.
   *
   * @param keep how many bytes it may keep that nobody uses
   */
  PicturePool(long keep) {
    this.keep = keep;
    @SuppressWarnings({"unchecked", "rawtypes"})
    Deque<ByteBuffer>[] bySize = new Deque[LARGEST_BITS + 1];
    for (int i = 0; i < bySize.length; i++) {
      bySize[i] = new ArrayDeque<>();
    }
    this.idle = bySize;
  }

  /**
   * Lends memory.
   *
   * @param bytes how many are needed, at most 2^30
   * @return retained once
   */
  Lease lend(int bytes) {
    int bits = Math.max(SMALLEST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1));
    ByteBuffer memory;
    synchronized (this) {
      lent++;
      memory = idle[bits].poll();
      if (memory != null) {
        idleBytes -= memory.capacity();
      }
    }
    return new Lease(memory == null ? ByteBuffer.allocateDirect(1 << bits) : memory, bits);
  }

  /** How many leases are out. */
  synchronized long lent() {
    return lent;
  }

  private synchronized void takeBack(ByteBuffer memory, int bits) {
    lent--;
    if (idleBytes + memory.capacity() <= keep) {
      idleBytes += memory.capacity();
      idle[bits].push(memory.clear());
    }
  }

  /** Memory that is lent until the last who needs it has released it. */
  final class Lease implements PayloadOwner {
    private final ByteBuffer memory;
    private final int bits;
    private final AtomicInteger users = new AtomicInteger(1);

    private Lease(ByteBuffer memory, int bits) {
      this.memory = memory;
      this.bits = bits;
    }

    /** The memory, to be written before the lease is handed on. */
    ByteBuffer memory() {
      return memory;
    }

    @Override
    public void retain() {
      users.incrementAndGet();
    }

    @Override
    public void release() {
      int left = users.decrementAndGet();
      if (left < 0) {
        throw new IllegalStateException("a picture was released twice");
      }
      if (left == 0) {
        takeBack(memory, bits);
      }
    }
  }
}
