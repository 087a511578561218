package io.boxwire.bitstream;

import java.util.Locale;

/** Pieces of codec strings (RFC 6381, ISO/IEC 14496-15 Annex E). */
public final class CodecStrings {
  private CodecStrings() {}

  /**
   * Writes a byte as two upper-case hexadecimal digits.
   *
   * @param value its low 8 bits count
   * @return two characters
   */
  public static String hexByte(int value) {
    return String.format(Locale.ROOT, "%02X", value & 0xFF);
  }

  /**
   * Writes a number in upper-case hexadecimal digits without leading zeros.
   *
   * @param value taken as unsigned
   * @return 1 to 8 characters
   */
  public static String hex(int value) {
    return Integer.toHexString(value).toUpperCase(Locale.ROOT);
  }

  /**
   * Reverses the 32 bits of a number, as HEVC compatibility flags are written.
   *
   * @param flags the flags, first one in the highest bit
   * @return the flags, first one in the lowest bit, in hexadecimal digits without leading zeros
   */
  public static String reversedHex(int flags) {
    return hex(Integer.reverse(flags));
  }
}
