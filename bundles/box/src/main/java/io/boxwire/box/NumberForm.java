package io.boxwire.box;

import io.boxwire.api.MediaException;

/** How the bits of a number are meant. */
enum NumberForm {
  UNSIGNED,
  SIGNED,
  /** Two's complement with a fraction of half the bits: 16.16 or 8.8. */
  FIXED,
  /** Two's complement with a fraction of 30 bits, as in a matrix. */
  FIXED_30,
  /** Not negative, with a fraction of half the bits. */
  UNSIGNED_FIXED,
  /** The bits of a floating-point number. */
  REAL,
  /** Shown in hexadecimal. */
  BITS;

  boolean negatives() {
    return this == SIGNED || this == FIXED || this == FIXED_30;
  }

  /** Makes sure that a value that is to be written keeps its meaning. */
  void check(String name, int bits, long value) throws MediaException {
    boolean fits =
        bits == 64
            || (negatives()
                ? value >= -(1L << bits - 1) && value < 1L << bits - 1
                : value >>> bits == 0);
    if (!fits) {
      throw MediaException.of(
          MediaException.Code.LIMIT_EXCEEDED,
          name + " " + value + " does not fit in " + bits + " bits");
    }
  }
}
