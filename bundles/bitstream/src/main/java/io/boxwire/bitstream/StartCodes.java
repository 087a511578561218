package io.boxwire.bitstream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Finds start code prefixes ({@code 00 00 01}, ITU-T H.264 and H.265 Annex B), 64 bytes at a time.
 *
 * <p>Bytes are looked at in pairs, four to a word. Wherever a start code lies, one pair of it is
 * {@code 00 00}, or {@code 00 01} if it begins with the second byte of a pair. Both are rare within
 * coded video, and one test finds either; only around such a pair are bytes looked at.
 */
public final class StartCodes {
  /** Bytes in a start code prefix. */
  public static final int PREFIX = 3;

  private static final VarHandle ARRAY_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BUFFER_LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** In each pair all bits but the one that is set in {@code 00 01}, and the highest. */
  private static final long LOW_BITS = 0x7EFF_7EFF_7EFF_7EFFL;

  /** Carries into a pair's highest bit if another bit of it is set, and never beyond. */
  private static final long CARRY = 0x7FFF_7FFF_7FFF_7FFFL;

  private static final long HIGH_BITS = 0x8000_8000_8000_8000L;

  /** Bytes that one round of the loop decides on. */
  private static final int STRIDE = 64;

  private StartCodes() {}

  /**
   * Finds the first start code prefix that lies completely within a range.
   *
   * @param buffer is searched, by absolute index; direct or on the heap
   * @param from index of the first byte of the range
   * @param to index behind the last byte of the range
   * @return index of the first of the three bytes, or -1 if there is none
   * @throws IndexOutOfBoundsException if the range is not within the buffer's limit
   */
  public static int find(ByteBuffer buffer, int from, int to) {
    Objects.checkFromToIndex(from, to, buffer.limit());
    if (buffer.hasArray()) {
      int base = buffer.arrayOffset();
      int found = findInArray(buffer.array(), base + from, base + to);
      return found < 0 ? -1 : found - base;
    }
    return findInBuffer(buffer, from, to);
  }

  private static int findInArray(byte[] bytes, int from, int to) {
    int i = from;
    while (true) {
      int near = passArray(bytes, i, to);
      // One may begin with the last byte in front of these, or the range ends there.
      int stop = (int) Math.min((long) near + STRIDE, to - PREFIX + 1);
      for (i = Math.max(near - 1, i); i < stop; i++) {
        if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
          return i;
        }
      }
      if (i > to - PREFIX) {
        return -1;
      }
    }
  }

  /** The first index, in steps of {@link #STRIDE}, behind which a pair may be of a start code. */
  private static int passArray(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - STRIDE; i += STRIDE) {
      long others =
          others((long) ARRAY_LONG.get(bytes, i))
              & others((long) ARRAY_LONG.get(bytes, i + 8))
              & others((long) ARRAY_LONG.get(bytes, i + 16))
              & others((long) ARRAY_LONG.get(bytes, i + 24))
              & others((long) ARRAY_LONG.get(bytes, i + 32))
              & others((long) ARRAY_LONG.get(bytes, i + 40))
              & others((long) ARRAY_LONG.get(bytes, i + 48))
              & others((long) ARRAY_LONG.get(bytes, i + 56));
      if ((others & HIGH_BITS) != HIGH_BITS) {
        return i;
      }
    }
    return i;
  }

  private static int findInBuffer(ByteBuffer bytes, int from, int to) {
    int i = from;
    while (true) {
      int near = passBuffer(bytes, i, to);
      int stop = (int) Math.min((long) near + STRIDE, to - PREFIX + 1);
      for (i = Math.max(near - 1, i); i < stop; i++) {
        if (bytes.get(i) == 0 && bytes.get(i + 1) == 0 && bytes.get(i + 2) == 1) {
          return i;
        }
      }
      if (i > to - PREFIX) {
        return -1;
      }
    }
  }

  private static int passBuffer(ByteBuffer bytes, int from, int to) {
    int i = from;
    for (; i <= to - STRIDE; i += STRIDE) {
      long others =
          others((long) BUFFER_LONG.get(bytes, i))
              & others((long) BUFFER_LONG.get(bytes, i + 8))
              & others((long) BUFFER_LONG.get(bytes, i + 16))
              & others((long) BUFFER_LONG.get(bytes, i + 24))
              & others((long) BUFFER_LONG.get(bytes, i + 32))
              & others((long) BUFFER_LONG.get(bytes, i + 40))
              & others((long) BUFFER_LONG.get(bytes, i + 48))
              & others((long) BUFFER_LONG.get(bytes, i + 56));
      if ((others & HIGH_BITS) != HIGH_BITS) {
        return i;
      }
    }
    return i;
  }

  /** The highest bit of each pair is set unless it is {@code 00 00} or {@code 00 01}. */
  private static long others(long pairs) {
    return (pairs & LOW_BITS) + CARRY | pairs;
  }
}
