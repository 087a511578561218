package io.boxwire.codec.h265.internal;

import io.boxwire.bitstream.BitReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes syntax structures for tests. */
final class BitWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int current;
  private int count;

  BitWriter bits(int width, long value) {
    for (int i = width - 1; i >= 0; i--) {
      current = current << 1 | (int) (value >> i & 1);
      if (++count == 8) {
        bytes.write(current);
        current = 0;
        count = 0;
      }
    }
    return this;
  }

  BitWriter flags(int... flags) {
    for (int flag : flags) {
      bits(1, flag);
    }
    return this;
  }

  BitWriter ue(int... values) {
    for (int value : values) {
      int width = 32 - Integer.numberOfLeadingZeros(value + 1);
      bits(2 * width - 1, value + 1L);
    }
    return this;
  }

  BitWriter se(int value) {
    return ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** What was written, as a NAL unit with trailing bits and emulation prevention. */
  ByteBuffer nalUnit(int type) {
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    unit.write(type << 1);
    unit.write(1);
    int zeros = 0;
    for (byte value : finished()) {
      if (zeros == 2 && (value & 0xfc) == 0) {
        unit.write(3);
        zeros = 0;
      }
      unit.write(value);
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return ByteBuffer.wrap(unit.toByteArray());
  }

  /** What was written, to be read at once. */
  BitReader reader() {
    byte[] all = finished();
    return BitReader.ofBytes(ByteBuffer.wrap(all), 0, all.length);
  }

  private byte[] finished() {
    bits(1, 1);
    while (count != 0) {
      bits(1, 0);
    }
    return bytes.toByteArray();
  }
}
