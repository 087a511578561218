package io.boxwire.codec.h264.internal;

import java.io.ByteArrayOutputStream;

/** Writes the bits of one NAL unit, with emulation prevention at the end. */
final class BitWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int current;
  private int filled;

  BitWriter u(int count, long value) {
    for (int i = count - 1; i >= 0; i--) {
      current = current << 1 | (int) (value >>> i & 1);
      if (++filled == 8) {
        bytes.write(current);
        current = 0;
        filled = 0;
      }
    }
    return this;
  }

  BitWriter flag(boolean value) {
    return u(1, value ? 1 : 0);
  }

  BitWriter ue(long value) {
    int size = 64 - Long.numberOfLeadingZeros(value + 1);
    return u(size - 1, 0).u(size, value + 1);
  }

  BitWriter se(long value) {
    return ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  BitWriter align() {
    while (filled != 0) {
      u(1, 0);
    }
    return this;
  }

  /** The NAL unit: stop bit appended, emulation prevented. */
  byte[] nalUnit() {
    u(1, 1).align();
    ByteArrayOutputStream nal = new ByteArrayOutputStream();
    int zeros = 0;
    for (byte value : bytes.toByteArray()) {
      if (zeros == 2 && (value & 0xFF) <= 3) {
        nal.write(3);
        zeros = 0;
      }
      nal.write(value);
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return nal.toByteArray();
  }
}
