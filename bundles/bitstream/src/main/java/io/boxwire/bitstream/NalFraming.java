package io.boxwire.bitstream;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes between the two framings of NAL units, start codes (Annex B) and lengths (ISO/IEC
 * 14496-15), without copying a payload.
 *
 * <p>Where the frame word keeps its size, the change is made in place; elsewhere the result is a
 * list of buffers to be written one behind the other: frame words from one small buffer, payloads
 * as slices of the source.
 */
public final class NalFraming {
  private static final int START_CODE_SIZE = 4;
  private static final int LENGTH_SIZE = 4;

  private NalFraming() {}

  /**
   * Reads a NAL unit length.
   *
   * @param buffer is read by absolute index
   * @param at index of the first byte of the length
   * @param lengthSize bytes in the length, 1 to 4
   * @return the length, 0 to 2<sup>32</sup> - 1
   */
  public static long readLength(ByteBuffer buffer, int at, int lengthSize) {
    long length = 0;
    for (int i = 0; i < lengthSize; i++) {
      length = length << 8 | buffer.get(at + i) & 0xFF;
    }
    return length;
  }

  /**
   * Writes a NAL unit length.
   *
   * @param buffer is written by absolute index
   * @param at index of the first byte of the length
   * @param lengthSize bytes in the length, 1 to 4
   * @param length the length
   * @throws MediaException {@link Code#UNSUPPORTED} if the length does not fit
   */
  public static void writeLength(ByteBuffer buffer, int at, int lengthSize, int length)
      throws MediaException {
    if (lengthSize < 4 && length >>> 8 * lengthSize != 0) {
      throw MediaException.of(
          Code.UNSUPPORTED,
          "a NAL unit of " + length + " bytes does not fit a length of " + lengthSize + " bytes");
    }
    for (int i = 0; i < lengthSize; i++) {
      buffer.put(at + i, (byte) (length >>> 8 * (lengthSize - 1 - i)));
    }
  }

  /**
   * Frames NAL units with lengths.
   *
   * @param source holds the NAL units
   * @param units where they lie in it
   * @param lengthSize bytes in a length, 1 to 4
   * @return lengths and payloads by turns, to be written one behind the other; the payloads share
   *     the bytes of the source
   * @throws MediaException {@link Code#UNSUPPORTED} if a NAL unit is too long for the length size
   */
  public static List<ByteBuffer> toLengthPrefixed(ByteBuffer source, NalUnits units, int lengthSize)
      throws MediaException {
    checkLengthSize(lengthSize);
    ByteBuffer words = ByteBuffer.allocate(Math.multiplyExact(units.size(), lengthSize));
    for (int i = 0; i < units.size(); i++) {
      writeLength(words, i * lengthSize, lengthSize, units.length(i));
    }
    return interleave(words, lengthSize, source, units);
  }

  /**
   * Joins NAL units, each behind a 4-byte length, by a copy; for parameter sets, not for payloads.
   *
   * @param units NAL units from position to limit, none of them empty; not changed
   * @return a new buffer, from position to limit
   */
  public static ByteBuffer lengthPrefixed(List<ByteBuffer> units) {
    int size = units.stream().mapToInt(unit -> LENGTH_SIZE + unit.remaining()).sum();
    ByteBuffer joined = ByteBuffer.allocate(size);
    units.forEach(unit -> joined.putInt(unit.remaining()).put(unit.duplicate()));
    return joined.flip();
  }

  /**
   * Frames NAL units with 4-byte start codes.
   *
   * @param source holds the NAL units
   * @param units where they lie in it
   * @return start codes and payloads by turns, to be written one behind the other; the payloads
   *     share the bytes of the source
   */
  public static List<ByteBuffer> toAnnexB(ByteBuffer source, NalUnits units) {
    ByteBuffer words = ByteBuffer.allocate(Math.multiplyExact(units.size(), START_CODE_SIZE));
    for (int i = 0; i < units.size(); i++) {
      words.putInt(i * START_CODE_SIZE, 1);
    }
    return interleave(words, START_CODE_SIZE, source, units);
  }

  /**
   * Turns start codes into lengths where they lie, if every NAL unit has a start code of exactly
   * four bytes and nothing lies between the NAL units.
   *
   * @param buffer holds the NAL units between its position and limit; writable
   * @param units where they lie in it, by {@link NalUnits#parseAnnexB}
   * @return true if the buffer now has 4-byte lengths; false if it is unchanged, since a start code
   *     has another size
   */
  public static boolean rewriteToLengths(ByteBuffer buffer, NalUnits units) {
    if (!fillsExactly(buffer, units, START_CODE_SIZE)) {
      return false;
    }
    for (int i = 0; i < units.size(); i++) {
      int at = units.offset(i) - START_CODE_SIZE;
      int length = units.length(i);
      buffer.put(at, (byte) (length >>> 24));
      buffer.put(at + 1, (byte) (length >>> 16));
      buffer.put(at + 2, (byte) (length >>> 8));
      buffer.put(at + 3, (byte) length);
    }
    return true;
  }

  /**
   * Turns lengths of three or four bytes into start codes where they lie.
   *
   * @param buffer holds the NAL units between its position and limit; writable
   * @param units where they lie in it, by {@link NalUnits#parseLengthPrefixed}
   * @param lengthSize bytes in a length, 1 to 4
   * @return true if the buffer is now a byte stream of Annex B; false if it is unchanged, since the
   *     lengths are too short for that, or some are 0
   */
  public static boolean rewriteToAnnexB(ByteBuffer buffer, NalUnits units, int lengthSize) {
    checkLengthSize(lengthSize);
    if (lengthSize < StartCodes.PREFIX || !fillsExactly(buffer, units, lengthSize)) {
      return false;
    }
    for (int i = 0; i < units.size(); i++) {
      int offset = units.offset(i);
      for (int zero = offset - lengthSize; zero < offset - 1; zero++) {
        buffer.put(zero, (byte) 0);
      }
      buffer.put(offset - 1, (byte) 1);
    }
    return true;
  }

  static void checkLengthSize(int lengthSize) {
    if (lengthSize < 1 || lengthSize > 4) {
      throw new IllegalArgumentException("a NAL unit length has 1 to 4 bytes, not " + lengthSize);
    }
  }

  static boolean fillsExactly(ByteBuffer buffer, NalUnits units, int wordSize) {
    int at = buffer.position();
    for (int i = 0; i < units.size(); i++) {
      if (units.offset(i) != at + wordSize) {
        return false;
      }
      at = units.offset(i) + units.length(i);
    }
    return at == buffer.limit();
  }

  private static List<ByteBuffer> interleave(
      ByteBuffer words, int wordSize, ByteBuffer source, NalUnits units) {
    List<ByteBuffer> parts = new ArrayList<>(units.size() * 2);
    for (int i = 0; i < units.size(); i++) {
      parts.add(words.slice(i * wordSize, wordSize));
      parts.add(units.slice(source, i));
    }
    return parts;
  }
}
