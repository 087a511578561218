package io.boxwire.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes bad bytes of good ones, the same ones each time. */
final class Mutations {
  private static final int MOST_CUTS = 128;
  private static final int RANDOM_ROUNDS = Integer.getInteger("boxwire.tck.rounds", 64);
  private static final long SEED = 20_260_101;

  private Mutations() {}

  /** Truncations, flipped bits, huge sizes, and noise; none equals the original. */
  static List<byte[]> of(byte[] good) {
    Random random = new Random(SEED + Arrays.hashCode(good));
    List<byte[]> bad = new ArrayList<>();
    addTruncated(bad, good);
    addHugeSizes(bad, good);
    for (int i = 0; i < RANDOM_ROUNDS && good.length > 0; i++) {
      bad.add(flipped(good, random));
      bad.add(noise(random.nextInt(2 * good.length), random));
    }
    bad.removeIf(bytes -> Arrays.equals(bytes, good));
    return bad;
  }

  /** Bytes of no meaning. */
  static byte[] noise(int size, Random random) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Each length, or where there are many, those of the first bytes and some of the others. */
  private static void addTruncated(List<byte[]> bad, byte[] good) {
    int step = Math.max(1, good.length / MOST_CUTS);
    for (int length = 0; length < good.length; length += length < MOST_CUTS ? 1 : step) {
      bad.add(Arrays.copyOf(good, length));
    }
  }

  /** Wherever a size might stand, the largest there is. */
  private static void addHugeSizes(List<byte[]> bad, byte[] good) {
    for (int at = 0; at + Integer.BYTES <= Math.min(good.length, MOST_CUTS); at++) {
      byte[] huge = good.clone();
      huge[at] = Byte.MAX_VALUE;
      Arrays.fill(huge, at + 1, at + Integer.BYTES, (byte) 0xFF);
      bad.add(huge);
      byte[] negative = huge.clone();
      negative[at] = (byte) 0xFF;
      bad.add(negative);
    }
  }

  private static byte[] flipped(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }
}
