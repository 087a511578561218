package io.boxwire.box;

/** Which version of a box a time needs. */
final class Times {
  private static final long LARGEST_32 = 0xffff_ffffL;

  private Times() {}

  /** 1 if one of the values does not fit 32 bits without being all ones, which means unknown. */
  static int version(long... values) {
    for (long value : values) {
      if (value < 0 || value >= LARGEST_32) {
        return 1;
      }
    }
    return 0;
  }

  /** The width of a time in a box of a version. */
  static int bits(int version) {
    return version == 0 ? 32 : 64;
  }
}
