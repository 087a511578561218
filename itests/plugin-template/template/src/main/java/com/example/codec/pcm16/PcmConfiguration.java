package com.example.codec.pcm16;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.codec.CodecPlugin.Field;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The box {@code pcmC} (ISO/IEC 23003-5): version(8) flags(24) format_flags(8) PCM_sample_size(8).
 */
final class PcmConfiguration {
  static final String BOX = "pcmC";

  private static final int SIZE = 6;
  private static final byte LITTLE_ENDIAN = 1;
  private static final byte BITS = 16;

  private PcmConfiguration() {}

  static ConfigurationBox pcm16() {
    return ConfigurationBox.of(BOX, new byte[] {0, 0, 0, 0, LITTLE_ENDIAN, BITS});
  }

  static boolean isPcm16(ConfigurationBox box) {
    ByteBuffer payload = box.payload();
    return payload.remaining() >= SIZE
        && payload.getInt(0) == 0
        && payload.get(4) == LITTLE_ENDIAN
        && payload.get(5) == BITS;
  }

  /** What the box says; as much of it as there is. */
  static List<Field> describe(ByteBuffer payload) {
    ByteBuffer in = payload.slice();
    if (in.remaining() < SIZE) {
      return List.of(new Field("truncated", in.remaining() + " bytes"));
    }
    return List.of(
        new Field("format_flags", Integer.toString(in.get(4) & 0xFF)),
        new Field("PCM_sample_size", Integer.toString(in.get(5) & 0xFF)));
  }
}
