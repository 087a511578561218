package io.boxwire.itests.interop;

import java.math.BigInteger;
import java.util.Arrays;

/** Makes NAL units that encoders here don't make of those that they do. */
final class NalUnitForgery {
  private NalUnitForgery() {}

  /** An H.265 picture whose slices of one type say they are of another. */
  static byte[] retyped(byte[] picture, int from, int to) {
    byte[] copy = picture.clone();
    for (int i = 0; i + 3 < copy.length; i++) {
      boolean code = copy[i] == 0 && copy[i + 1] == 0 && copy[i + 2] == 1;
      if (code && (copy[i + 3] >> 1 & 63) == from) {
        copy[i + 3] = (byte) (to << 1 | copy[i + 3] & 0x81);
      }
    }
    return copy;
  }

  /** A picture parameter set 0 (ITU-T H.264 7.3.2.2) under another number. */
  static byte[] renumbered(byte[] pps, int id) {
    String number = Integer.toBinaryString(id + 1);
    String bits = new BigInteger(1, pps).toString(2);
    bits = "0".repeat(8 * pps.length - bits.length()) + bits;
    // Behind the header of 8 bits, the number 0 is a single bit; all bits behind it move.
    String moved =
        bits.substring(0, 8) + "0".repeat(number.length() - 1) + number + bits.substring(9);
    moved += "0".repeat((8 - moved.length() % 8) % 8);
    byte[] bytes = new BigInteger(moved, 2).toByteArray();
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
