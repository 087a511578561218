package io.boxwire.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Elementary streams to try commands on. */
final class TestMedia {
  /** Frames of either clip, 30 a second. */
  static final int CLIP_FRAMES = 60;

  private TestMedia() {}

  /** A clip of a real encoder: 60 access units in two closed groups of 30, Annex B. */
  static byte[] clip(String codec) throws IOException {
    String name = "/io/boxwire/shell/internal/clip." + codec;
    try (InputStream in = TestMedia.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** Sound of a length, 8000 bytes a second. */
  static byte[] sound(int bytes) {
    byte[] sound = new byte[bytes];
    new Random(4).nextBytes(sound);
    return sound;
  }

  /** The NAL units of a byte stream, whatever the length of its start codes. */
  static List<String> nalUnits(byte[] stream) {
    List<String> units = new ArrayList<>();
    int begin = -1;
    for (int i = 0; i + 3 <= stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        add(units, stream, begin, i);
        begin = i + 3;
        i += 2;
      }
    }
    add(units, stream, begin, stream.length);
    return units;
  }

  private static void add(List<String> units, byte[] stream, int begin, int end) {
    if (begin >= 0) {
      int last = end;
      while (last > begin && stream[last - 1] == 0) {
        last--;
      }
      byte[] unit = Arrays.copyOfRange(stream, begin, last);
      units.add((unit[0] & 31) + ":" + unit.length + ":" + Arrays.hashCode(unit));
    }
  }
}
