package io.boxwire.box;

import java.nio.ByteBuffer;

/** A buffer as a source. */
final class MemorySource implements ByteSource {
  private final ByteBuffer bytes;
  private final long start;

  MemorySource(ByteBuffer buffer, long start) {
    if (start < 0) {
      throw new IllegalArgumentException("position " + start);
    }
    this.bytes = buffer.slice().asReadOnlyBuffer();
    this.start = start;
  }

  long start() {
    return start;
  }

  @Override
  public long size() {
    return start + bytes.limit();
  }

  @Override
  public int read(long position, ByteBuffer target) {
    if (position < start) {
      throw new IllegalArgumentException("position " + position + " lies before " + start);
    }
    if (position >= size()) {
      return -1;
    }
    int from = (int) (position - start);
    int n = Math.min(target.remaining(), bytes.limit() - from);
    target.put(target.position(), bytes, from, n);
    target.position(target.position() + n);
    return n;
  }

  /** The bytes of a range that lies inside, not copied, big endian. */
  ByteBuffer slice(long position, long length) {
    return bytes.slice(Math.toIntExact(position - start), Math.toIntExact(length));
  }

  boolean contains(long position, long length) {
    return position >= start && position <= size() && length <= size() - position;
  }
}
