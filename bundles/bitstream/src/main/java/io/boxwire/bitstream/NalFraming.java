package io.boxwire.bitstream;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The two framings of NAL units: start codes (Annex B) and lengths (ISO/IEC 14496-15). A word of
 * four bytes in front of each NAL unit holds either, so that they can be exchanged in place.
 */
public final class NalFraming {
  /** Bytes in a start code with its {@code zero_byte}, and in the lengths that take its place. */
  static final int WORD = 4;

  private NalFraming() {}

  /**
   * Joins NAL units, each behind a 4-byte length, by a copy; for parameter sets, not for payloads.
   *
   * @param units NAL units from position to limit, none of them empty; not changed
   * @return a new buffer, from position to limit
   */
  public static ByteBuffer lengthPrefixed(List<ByteBuffer> units) {
    int size = units.stream().mapToInt(unit -> WORD + unit.remaining()).sum();
    ByteBuffer joined = ByteBuffer.allocate(size);
    units.forEach(unit -> joined.putInt(unit.remaining()).put(unit.duplicate()));
    return joined.flip();
  }

  /**
   * Turns 4-byte lengths into start codes where they lie.
   *
   * @param buffer holds the NAL units between its position and limit; writable
   * @param units where they lie in it, by {@link NalUnits#parseLengthPrefixed}
   * @return true if the buffer is now a byte stream of Annex B; false if it is unchanged, since
   *     lengths have another size, or some are 0
   */
  public static boolean rewriteToAnnexB(ByteBuffer buffer, NalUnits units) {
    if (!haveWords(buffer, units)) {
      return false;
    }
    for (int i = 0; i < units.size(); i++) {
      int offset = units.offset(i);
      buffer.put(offset - 4, (byte) 0).put(offset - 3, (byte) 0);
      buffer.put(offset - 2, (byte) 0).put(offset - 1, (byte) 1);
    }
    return true;
  }

  /** Whether there is a word of four bytes in front of each NAL unit, and nothing else between. */
  static boolean haveWords(ByteBuffer buffer, NalUnits units) {
    int at = buffer.position();
    for (int i = 0; i < units.size(); i++) {
      if (units.offset(i) != at + WORD) {
        return false;
      }
      at = units.offset(i) + units.length(i);
    }
    return at == buffer.limit();
  }

  static void checkLengthSize(int lengthSize) {
    if (lengthSize < 1 || lengthSize > 4) {
      throw new IllegalArgumentException("a NAL unit length has 1 to 4 bytes, not " + lengthSize);
    }
  }

  static long readLength(ByteBuffer buffer, int at, int lengthSize) {
    long length = 0;
    for (int i = 0; i < lengthSize; i++) {
      length = length << 8 | buffer.get(at + i) & 0xFF;
    }
    return length;
  }
}
