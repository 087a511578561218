package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A run of bytes, in memory or where it lies in a file. Immutable; nothing is read before it is
 * asked for.
 *
 * <p>A range of a file is of use only while its source is open; {@link #load} cuts that tie. Two
 * ranges in memory are equal when their bytes are; others when they are the same place of the same
 * source.
 */
public final class ByteRange {
  /** No bytes. */
  public static final ByteRange EMPTY = of(ByteBuffer.allocate(0));

  private final ByteSource source;
  private final long position;
  private final long size;

  private ByteRange(ByteSource source, long position, long size) {
    this.source = source;
    this.position = position;
    this.size = size;
  }

  /**
   * Makes a range of a place in a source.
   *
   * @param source where the bytes lie
   * @param position the position of the first one
   * @param size how many there are; the caller has checked that they are there
   * @return the range
   */
  public static ByteRange of(ByteSource source, long position, long size) {
    if (position < 0 || size < 0 || position > Long.MAX_VALUE - size) {
      throw new IllegalArgumentException("position " + position + ", size " + size);
    }
    return new ByteRange(source, position, size);
  }

  /**
   * Makes a range of the remaining bytes of a buffer.
   *
   * @param buffer not copied; its content must not change from now on
   * @return the range
   */
  public static ByteRange of(ByteBuffer buffer) {
    return new ByteRange(ByteSource.of(buffer), 0, buffer.remaining());
  }

  /**
   * Makes a range of an array.
   *
   * @param bytes copied
   * @return the range
   */
  public static ByteRange of(byte... bytes) {
    return of(ByteBuffer.wrap(bytes.clone()));
  }

  /**
   * Tells how many bytes there are.
   *
   * @return the number, at least 0
   */
  public long size() {
    return size;
  }

  /**
   * Tells where the bytes lie.
   *
   * @return the source
   */
  public ByteSource source() {
    return source;
  }

  /**
   * Tells where in the source the first byte lies.
   *
   * @return the position
   */
  public long position() {
    return position;
  }

  /**
   * Tells whether the bytes are in memory, so that reading them can't fail.
   *
   * @return true if they are
   */
  public boolean inMemory() {
    return memory() != null;
  }

  /**
   * Gives the bytes. Those in memory are not copied.
   *
   * @return a read-only, big-endian buffer from 0 to {@link #size}
   * @throws MediaException with code LIMIT_EXCEEDED beyond 2 GiB, TRUNCATED if the source has
   *     become shorter, IO or CLOSED if the storage fails
   */
  public ByteBuffer toBuffer() throws MediaException {
    MemorySource memory = memory();
    if (memory != null) {
      return memory.slice(position, size);
    }
    if (size > Integer.MAX_VALUE - 16) {
      throw MediaException.at(
          MediaException.Code.LIMIT_EXCEEDED, size + " bytes are too many to load", "", position);
    }
    if (size > source.size() - position) {
      throw MediaException.at(
          MediaException.Code.TRUNCATED, "the input has become shorter", "", position);
    }
    ByteBuffer loaded = ByteBuffer.allocate((int) size);
    source.readFully(position, loaded);
    return loaded.flip().asReadOnlyBuffer();
  }

  /**
   * Gives the same bytes in memory.
   *
   * @return a range that no longer needs the source
   * @throws MediaException as {@link #toBuffer}
   */
  public ByteRange load() throws MediaException {
    return inMemory() ? this : of(toBuffer());
  }

  private MemorySource memory() {
    return source instanceof MemorySource memory && memory.contains(position, size) ? memory : null;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ByteRange range) || range.size != size) {
      return false;
    }
    MemorySource mine = memory();
    MemorySource theirs = range.memory();
    if (mine == null || theirs == null) {
      return source == range.source && position == range.position;
    }
    return mine.slice(position, size).equals(theirs.slice(range.position, size));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(size);
  }

  /** The size, and the first bytes in hexadecimal where they are in memory. */
  @Override
  public String toString() {
    MemorySource memory = memory();
    if (memory == null) {
      return size + " bytes at offset " + position;
    }
    byte[] head = new byte[(int) Math.min(size, 16)];
    memory.slice(position, head.length).get(head);
    return size + " bytes " + HexFormat.of().formatHex(head) + (size > 16 ? "…" : "");
  }
}
