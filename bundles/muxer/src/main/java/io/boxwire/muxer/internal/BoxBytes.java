package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.FourCc;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Boxes put together field by field, in memory that is used again: for those of which there are so
 * many in a recording that objects for them would be most of its garbage. The size of a box is
 * filled in at its end. For one thread at a time.
 */
final class BoxBytes {
  private static final int FIRST_SIZE = 1024;
  private static final int LARGEST = Integer.MAX_VALUE - 16;

  private ByteBuffer bytes = ByteBuffer.allocate(FIRST_SIZE);

  /** Begins anew. */
  void clear() {
    bytes.clear();
  }

  /** How many bytes there are. */
  int size() {
    return bytes.position();
  }

  /**
   * Begins a box.
   *
   * @return where, for {@link #end}
   */
  int begin(FourCc type) throws MediaException {
    int start = size();
    bits32(0);
    bits32(type.code());
    return start;
  }

  /** Begins a box that has a version and 24 flags, as {@link #begin(FourCc)}. */
  int begin(FourCc type, int version, int flags) throws MediaException {
    int start = begin(type);
    bits32(version << 24 | flags);
    return start;
  }

  /** Ends the box that begins at a place: what was put since then is in it. */
  void end(int start) {
    bytes.putInt(start, size() - start);
  }

  /** Puts the header of a box that is written elsewhere. */
  void header(FourCc type, long payloadSize) throws MediaException {
    if (BoxWriter.headerSize(payloadSize) == 8) {
      u32(payloadSize + 8);
      bits32(type.code());
    } else {
      bits32(1);
      bits32(type.code());
      bits64(payloadSize + 16);
    }
  }

  /**
   * Puts a number.
   *
   * @throws MediaException LIMIT_EXCEEDED if it is negative or needs more than 32 bits
   */
  void u32(long value) throws MediaException {
    if (value >>> 32 != 0) {
      throw tooLarge(value);
    }
    bits32((int) value);
  }

  /**
   * Puts a number that may be negative.
   *
   * @throws MediaException LIMIT_EXCEEDED if it needs more than 32 bits
   */
  void s32(long value) throws MediaException {
    if (value != (int) value) {
      throw tooLarge(value);
    }
    bits32((int) value);
  }

  private static MediaException tooLarge(long value) {
    return MediaException.of(
        MediaException.Code.LIMIT_EXCEEDED, value + " does not fit in 32 bits of a box");
  }

  /** Puts 32 bits as they are. */
  void bits32(int value) throws MediaException {
    room(4);
    bytes.putInt(value);
  }

  /** Puts 64 bits as they are. */
  void bits64(long value) throws MediaException {
    room(8);
    bytes.putLong(value);
  }

  /** Puts boxes that are objects. */
  void boxes(List<Box> some) throws MediaException {
    BoxWriter writer = BoxWriter.inMemory();
    for (Box box : some) {
      writer.write(box);
    }
    room(writer.size());
    bytes.put(writer.toBuffer());
  }

  /** Changes 32 bits that were put at a place. */
  void set32(int at, int value) {
    bytes.putInt(at, value);
  }

  /** What was put. Not a copy: valid until the next {@link #clear}. */
  ByteBuffer toBuffer() {
    return bytes.flip();
  }

  private void room(int more) throws MediaException {
    if (bytes.remaining() >= more) {
      return;
    }
    long needed = (long) size() + more;
    if (needed > LARGEST) {
      throw MediaException.of(
          MediaException.Code.LIMIT_EXCEEDED, needed + " bytes of boxes are too many for memory");
    }
    int grown = (int) Math.min(LARGEST, Math.max(needed, 2L * bytes.capacity()));
    bytes = ByteBuffer.allocate(grown).put(bytes.flip());
  }
}
