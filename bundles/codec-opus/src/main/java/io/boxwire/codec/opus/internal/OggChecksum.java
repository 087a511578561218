package io.boxwire.codec.opus.internal;

import java.nio.ByteBuffer;

/** The checksum of Ogg pages (RFC 3533 6): polynomial 0x04c11db7, not reflected, from 0. */
final class OggChecksum {
  private static final int POLYNOMIAL = 0x04c11db7;
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      int value = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        value = value < 0 ? value << 1 ^ POLYNOMIAL : value << 1;
      }
      TABLE[i] = value;
    }
  }

  private OggChecksum() {}

  /**
   * Goes on with a checksum.
   *
   * @param before of the bytes in front, 0 if there are none
   * @param data where the bytes lie
   * @param from the first
   * @param to behind the last
   */
  static int of(int before, ByteBuffer data, int from, int to) {
    int sum = before;
    for (int i = from; i < to; i++) {
      sum = sum << 8 ^ TABLE[sum >>> 24 ^ data.get(i) & 0xff];
    }
    return sum;
  }

  /** The checksum of a page, whose own field counts as zeros. */
  static int ofPage(ByteBuffer data, int from, int to) {
    int field = from + OggPage.CHECKSUM;
    int sum = of(0, data, from, field);
    for (int i = 0; i < Integer.BYTES; i++) {
      sum = sum << 8 ^ TABLE[sum >>> 24];
    }
    return of(sum, data, field + Integer.BYTES, to);
  }
}
