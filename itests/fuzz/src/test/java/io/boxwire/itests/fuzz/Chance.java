package io.boxwire.itests.fuzz;

import java.util.Random;
import java.util.zip.CRC32;

/** Choices that depend on the input alone, so that a finding comes again. */
final class Chance {
  private final Random random;

  private Chance(long seed) {
    this.random = new Random(seed);
  }

  static Chance of(byte[] data) {
    CRC32 sum = new CRC32();
    sum.update(data);
    return new Chance(sum.getValue());
  }

  /** A number from 0 to a bound, without it. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A piece's length: mostly small, now and then large. */
  int length() {
    return 1 + random.nextInt(1 << random.nextInt(14));
  }
}
