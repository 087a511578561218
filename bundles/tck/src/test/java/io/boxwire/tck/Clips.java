package io.boxwire.tck;

import io.boxwire.api.Boxwire;
import io.boxwire.api.codec.CodecPlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** Our own plugins, and the small clips that FFmpeg made for them. */
final class Clips {
  private static final int START_CODE = 3;

  private Clips() {}

  static CodecPlugin plugin(String codec) {
    return Boxwire.load(Clips.class.getClassLoader()).codecs().stream()
        .filter(plugin -> plugin.codec().equals(codec))
        .findFirst()
        .orElseThrow();
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Clips.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /**
   * A byte stream with start codes of one length and without parameter sets, which come back in
   * front of other frames than they were in.
   *
   * @param parameterSet whether the first byte of a NAL unit is that of a parameter set
   */
  static UnaryOperator<byte[]> withoutSets(IntPredicate parameterSet) {
    return payload -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int begin = nextUnit(payload, 0);
      while (begin < payload.length) {
        int next = nextUnit(payload, begin);
        int end = next < payload.length ? next - START_CODE : payload.length;
        while (end > begin && payload[end - 1] == 0) {
          end--;
        }
        if (!parameterSet.test(payload[begin] & 0xFF)) {
          out.writeBytes(new byte[] {0, 0, 1});
          out.writeBytes(Arrays.copyOfRange(payload, begin, end));
        }
        begin = next;
      }
      return out.toByteArray();
    };
  }

  /** Index behind the next start code. */
  private static int nextUnit(byte[] bytes, int from) {
    for (int i = from; i + START_CODE < bytes.length; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
        return i + START_CODE;
      }
    }
    return bytes.length;
  }
}
