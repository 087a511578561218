package io.boxwire.itests.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages files as storage, transports and people with intent do. The same seed does the same. */
final class Mutation {
  private static final int LONGEST_BLOCK = 4096;
  private static final List<String> PARENTS =
      List.of(
          "moov", "trak", "mdia", "minf", "stbl", "stsd", "stts", "ctts", "stsc", "stsz", "stco",
          "co64", "stss", "elst", "tkhd", "mdhd", "mvhd", "moof", "traf", "tfhd", "tfdt", "trun",
          "trex", "mvex", "mdat", "mfra", "tfra", "sidx", "avcC", "hvcC", "esds", "dOps");
  private static final long[] EXTREMES = {
    0, 1, 7, 8, 9, 15, 16, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL, 0xffff_fff8L, 0x00ff_ffffL
  };

  private final Random random;
  private byte[] bytes;
  private final List<String> steps = new ArrayList<>();

  private Mutation(byte[] original, long seed) {
    this.bytes = original.clone();
    this.random = new Random(seed);
  }

  /**
   * Damages a file once to four times.
   *
   * @param original the file
   * @param seed which damage
   * @return its bytes
   */
  static byte[] of(byte[] original, long seed) {
    return done(original, seed).bytes;
  }

  /** What the damage is, for people. */
  static String describe(byte[] original, long seed) {
    return String.join(", ", done(original, seed).steps);
  }

  private static Mutation done(byte[] original, long seed) {
    Mutation mutation = new Mutation(original, seed);
    for (int i = mutation.random.nextInt(4); i >= 0 && mutation.bytes.length > 8; i--) {
      mutation.step();
    }
    return mutation;
  }

  private void step() {
    switch (random.nextInt(8)) {
      case 0 -> flipBits();
      case 1 -> overwriteBlock();
      case 2 -> truncate();
      case 3, 4, 5 -> attackField();
      case 6 -> duplicateChunk();
      default -> removeChunk();
    }
  }

  private void flipBits() {
    int flips = 1 + random.nextInt(16);
    for (int i = 0; i < flips; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    steps.add(flips + " bits flipped");
  }

  private void overwriteBlock() {
    int length = Math.min(1 + random.nextInt(LONGEST_BLOCK), bytes.length);
    int at = random.nextInt(bytes.length - length + 1);
    byte[] block = new byte[length];
    if (random.nextBoolean()) {
      random.nextBytes(block);
    }
    System.arraycopy(block, 0, bytes, at, length);
    steps.add(length + " bytes overwritten at " + at);
  }

  private void truncate() {
    bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    steps.add("cut to " + bytes.length);
  }

  /** Puts an extreme, or slightly wrong, value into a size or one of the first fields of a box. */
  private void attackField() {
    String type = PARENTS.get(random.nextInt(PARENTS.size()));
    List<Integer> places = places(type);
    int box = places.isEmpty() ? -1 : places.get(random.nextInt(places.size())) - 4;
    int at =
        box < 0
            ? random.nextInt(bytes.length)
            : box + (random.nextBoolean() ? 0 : 4 + 4 * random.nextInt(8));
    if (at < 0 || at + 4 > bytes.length) {
      flipBits();
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long value =
        random.nextInt(3) == 0
            ? buffer.getInt(at) + random.nextInt(33) - 16
            : EXTREMES[random.nextInt(EXTREMES.length)];
    buffer.putInt(at, (int) value);
    steps.add("%d at %d, %d into %s".formatted(value & 0xffff_ffffL, at, at - box, type));
  }

  private List<Integer> places(String type) {
    byte[] code = type.getBytes(StandardCharsets.ISO_8859_1);
    List<Integer> places = new ArrayList<>();
    for (int i = 4; i + 4 <= bytes.length; i++) {
      if (bytes[i] == code[0] && Arrays.equals(bytes, i, i + 4, code, 0, 4)) {
        places.add(i);
      }
    }
    return places;
  }

  private void duplicateChunk() {
    int length = Math.min(1 + random.nextInt(LONGEST_BLOCK), bytes.length);
    int from = random.nextInt(bytes.length - length + 1);
    int to = random.nextInt(bytes.length + 1);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, to, longer, to + length, bytes.length - to);
    System.arraycopy(bytes, from, longer, to, length);
    bytes = longer;
    steps.add("%d bytes of %d once more at %d".formatted(length, from, to));
  }

  private void removeChunk() {
    int length = Math.min(1 + random.nextInt(LONGEST_BLOCK), bytes.length - 1);
    int at = random.nextInt(bytes.length - length + 1);
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
    System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
    bytes = shorter;
    steps.add(length + " bytes removed at " + at);
  }
}
