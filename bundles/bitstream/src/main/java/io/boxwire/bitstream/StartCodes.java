package io.boxwire.bitstream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Finds start code prefixes ({@code 00 00 01}, ITU-T H.264 and H.265 Annex B), eight bytes at a
 * time.
 *
 * <p>Two overlapping words, one byte apart, are OR-ed: the result has a zero byte exactly where two
 * zero bytes follow each other, which is rare within coded video. Only there are bytes looked at.
 */
public final class StartCodes {
  /** Bytes in a start code prefix. */
  public static final int PREFIX = 3;

  private static final VarHandle ARRAY_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BUFFER_LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  /**
   * Bytes that one round of the loop decides on; it reads a word more, which the next one keeps.
   */
  private static final int STRIDE = 32;

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
      i = passArray(bytes, i, to);
      // Something may begin within the next bytes, or the range ends there.
      int stop = Math.min(i + STRIDE, to - PREFIX + 1);
      for (; i < stop; i++) {
        if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
          return i;
        }
      }
      if (i > to - PREFIX) {
        return -1;
      }
    }
  }

  /** The first index, in steps of {@link #STRIDE}, at which two zero bytes may begin. */
  private static int passArray(byte[] bytes, int from, int to) {
    int i = from;
    if (i > to - STRIDE - Long.BYTES) {
      return i;
    }
    long word = (long) ARRAY_LONG.get(bytes, i);
    for (; i <= to - STRIDE - Long.BYTES; i += STRIDE) {
      long second = (long) ARRAY_LONG.get(bytes, i + 8);
      long third = (long) ARRAY_LONG.get(bytes, i + 16);
      long fourth = (long) ARRAY_LONG.get(bytes, i + 24);
      long next = (long) ARRAY_LONG.get(bytes, i + 32);
      long pairs =
          zeroPairs(word, second)
              | zeroPairs(second, third)
              | zeroPairs(third, fourth)
              | zeroPairs(fourth, next);
      word = next;
      if (pairs != 0) {
        return i;
      }
    }
    return i;
  }

  private static int findInBuffer(ByteBuffer bytes, int from, int to) {
    int i = from;
    while (true) {
      i = passBuffer(bytes, i, to);
      int stop = Math.min(i + STRIDE, to - PREFIX + 1);
      for (; i < stop; i++) {
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
    if (i > to - STRIDE - Long.BYTES) {
      return i;
    }
    long word = (long) BUFFER_LONG.get(bytes, i);
    for (; i <= to - STRIDE - Long.BYTES; i += STRIDE) {
      long second = (long) BUFFER_LONG.get(bytes, i + 8);
      long third = (long) BUFFER_LONG.get(bytes, i + 16);
      long fourth = (long) BUFFER_LONG.get(bytes, i + 24);
      long next = (long) BUFFER_LONG.get(bytes, i + 32);
      long pairs =
          zeroPairs(word, second)
              | zeroPairs(second, third)
              | zeroPairs(third, fourth)
              | zeroPairs(fourth, next);
      word = next;
      if (pairs != 0) {
        return i;
      }
    }
    return i;
  }

  /** Not zero if two zero bytes follow each other and the first of them is in the first word. */
  private static long zeroPairs(long word, long following) {
    long both = word | word >>> 8 | following << 56;
    return both - LOW_BITS & ~both & HIGH_BITS;
  }
}
