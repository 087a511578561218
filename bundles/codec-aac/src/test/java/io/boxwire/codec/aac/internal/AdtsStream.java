package io.boxwire.codec.aac.internal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes ADTS streams bit by bit, as the standard has them, apart from what is tested. */
final class AdtsStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Integer> starts = new ArrayList<>();

  /** Appends a frame of AAC LC: {@code size} bytes of payload that count up from a seed. */
  AdtsStream frame(int rateIndex, int channels, int size) {
    return frame(2, rateIndex, channels, payload(size));
  }

  AdtsStream frame(int objectType, int rateIndex, int channels, byte[] payload) {
    starts.add(bytes.size());
    bytes.writeBytes(
        header(objectType, rateIndex, channels, true, payload.length + 7, 1)); // no checksum
    bytes.writeBytes(payload);
    return this;
  }

  /** Appends a frame with a checksum, which nobody looks at. */
  AdtsStream protectedFrame(int rateIndex, int channels, int size) {
    starts.add(bytes.size());
    bytes.writeBytes(header(2, rateIndex, channels, false, size + 9, 1));
    bytes.writeBytes(new byte[] {0x12, 0x34});
    bytes.writeBytes(payload(size));
    return this;
  }

  AdtsStream bytes(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  AdtsStream bytes(byte[] values) {
    bytes.writeBytes(values);
    return this;
  }

  /** Where each frame begins. */
  List<Integer> starts() {
    return starts;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** Bytes without a sync word among them. */
  static byte[] payload(int size) {
    byte[] payload = new byte[size];
    for (int i = 0; i < size; i++) {
      payload[i] = (byte) (i % 200 + 1);
    }
    return payload;
  }

  static byte[] header(
      int objectType, int rateIndex, int channels, boolean bare, int length, int blocks) {
    StringBuilder bits = new StringBuilder();
    append(bits, 0xfff, 12);
    append(bits, 0, 3); // MPEG-4, layer
    append(bits, bare ? 1 : 0, 1);
    append(bits, objectType - 1, 2);
    append(bits, rateIndex, 4);
    append(bits, 0, 1);
    append(bits, channels, 3);
    append(bits, 0, 4); // original, home, copyright
    append(bits, length, 13);
    append(bits, 0x7ff, 11);
    append(bits, blocks - 1, 2);
    byte[] header = new byte[7];
    for (int i = 0; i < header.length; i++) {
      header[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    return header;
  }

  private static void append(StringBuilder bits, int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bits.append(value >> i & 1);
    }
  }
}
