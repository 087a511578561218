package io.boxwire.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The bytes of one frame, in memory or in a file, and who owns them. Given back once at most,
 * whichever thread comes first.
 */
final class Payload {
  /** Who answers for the memory. */
  enum Ownership {
    /** Whoever made the frame. */
    BORROWED,
    /** Whoever receives the frame. */
    TRANSFERRED
  }

  private static final VarHandle RELEASED;

  static {
    try {
      RELEASED = MethodHandles.lookup().findVarHandle(Payload.class, "released", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Stands for memory that is nobody's, and needs no release. */
  private static final PayloadOwner NOBODY =
      new PayloadOwner() {
        @Override
        public void retain() {
          // There is nothing to be kept.
        }

        @Override
        public void release() {
          // There is nothing to be given back.
        }
      };

  private final List<ByteBuffer> slices;
  private final FileRegion region;
  private final int[] units;
  private PayloadOwner owner;
  private final Ownership ownership;
  private final int size;

  @SuppressWarnings("unused") // through RELEASED
  private volatile int released;

  /**
   * Puts a payload together.
   *
   * @param slices the bytes in memory, unmodifiable; empty if they lie in a file
   * @param region the bytes in a file, or null
   * @param units where the NAL units lie, or null
   * @param owner who is told when a transferred payload is released, or null
   * @param ownership who answers for the memory
   */
  Payload(
      List<ByteBuffer> slices,
      FileRegion region,
      int[] units,
      PayloadOwner owner,
      Ownership ownership) {
    this.slices = slices;
    this.region = region;
    this.units = units;
    this.owner = owner;
    this.ownership = ownership;
    int bytes = 0;
    for (ByteBuffer slice : slices) {
      bytes = Math.addExact(bytes, slice.remaining());
    }
    this.size = region == null ? bytes : region.size();
  }

  List<ByteBuffer> slices() {
    return slices;
  }

  FileRegion region() {
    return region;
  }

  int[] units() {
    return units;
  }

  PayloadOwner owner() {
    return owner;
  }

  Ownership ownership() {
    return ownership;
  }

  boolean transferred() {
    return ownership == Ownership.TRANSFERRED;
  }

  int size() {
    return size;
  }

  /** Puts another owner in the place of the one before, who is returned. */
  PayloadOwner takeOver(PayloadOwner next) {
    if (!transferred() || released != 0) {
      throw new IllegalStateException("the payload is not the caller's");
    }
    PayloadOwner before = owner == null ? NOBODY : owner;
    owner = next;
    return before;
  }

  /** The bytes in one piece, joined by a copy only where there are several. */
  ByteBuffer whole() {
    if (region != null) {
      throw new IllegalStateException("the payload lies in a file: use region()");
    }
    return slices.size() == 1 ? slices.get(0).duplicate() : join();
  }

  /** The same bytes as a transferred payload: retained by the owner, or copied for want of one. */
  Payload keep() {
    if (owner != null) {
      owner.retain();
      return new Payload(slices, region, units, owner, Ownership.TRANSFERRED);
    }
    List<ByteBuffer> kept = region == null ? List.of(join()) : slices;
    return new Payload(kept, region, units, null, Ownership.TRANSFERRED);
  }

  /** Gives a transferred payload back; nothing happens the second time. */
  void release() {
    if (transferred() && owner != null && RELEASED.compareAndSet(this, 0, 1)) {
      owner.release();
    }
  }

  private ByteBuffer join() {
    ByteBuffer joined = ByteBuffer.allocate(size);
    for (ByteBuffer slice : slices) {
      joined.put(slice.duplicate());
    }
    return joined.flip();
  }
}
