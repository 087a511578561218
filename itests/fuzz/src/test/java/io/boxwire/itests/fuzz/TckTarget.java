package io.boxwire.itests.fuzz;

import io.boxwire.tck.HostileBytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The hostile bytes of the kit for plugin authors. The first byte says which codec; behind it are
 * the bytes that come in place of a good stream, box, frame and sample.
 */
public final class TckTarget {
  private static final Map<Clips, HostileBytes> HOSTILE = prepared();

  private TckTarget() {}

  private static Map<Clips, HostileBytes> prepared() {
    Map<Clips, HostileBytes> prepared = new EnumMap<>(Clips.class);
    for (Clips clip : Clips.values()) {
      try {
        prepared.put(clip, HostileBytes.of(clip.plugin(), clip.samples()));
      } catch (IOException e) {
        throw new IllegalStateException(clip + " is refused", e);
      }
    }
    return prepared;
  }

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Guard.judge(() -> run(data));
  }

  private static void run(byte[] data) throws IOException {
    if (data.length > 0) {
      Clips clip = Clips.values()[(data[0] & 0xFF) % Clips.values().length];
      HOSTILE.get(clip).check(Arrays.copyOfRange(data, 1, data.length));
    }
  }
}
