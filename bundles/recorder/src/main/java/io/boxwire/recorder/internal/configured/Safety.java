package io.boxwire.recorder.internal.configured;

import io.boxwire.api.Durability;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import java.time.Duration;

/**
 * What a power cut may take of a configured recording, and what that costs.
 *
 * @param durability when what is written is forced to storage
 * @param fragment how long a fragment is
 * @param align at a multiple of how many bytes a fragment begins
 */
public record Safety(Durability durability, Duration fragment, int align) {
  /** What a muxer does by itself. */
  public static final Safety USUAL =
      new Safety(Durability.eachFragment(), Duration.ofSeconds(1), 1);

  private static final int LARGEST_BLOCK = 1 << 16;

  /**
   * Reads it.
   *
   * @throws MediaException {@code BAD_REQUEST} if a value is impossible; names the key
   */
  static Safety of(RecordingConfiguration.Settings texts) throws MediaException {
    return new Safety(
        durability(texts.durability()),
        period("fragment.time", texts.fragment_time()),
        block(texts.fragment_align()));
  }

  private static Durability durability(String text) throws MediaException {
    return switch (text) {
      case "fragment" -> Durability.eachFragment();
      case "never" -> Durability.never();
      default -> Durability.every(period("durability", text));
    };
  }

  private static Duration period(String key, String text) throws MediaException {
    Duration time = Values.time(key, text);
    if (time.isZero()) {
      throw Values.bad(key, "is more than 0", text);
    }
    return time;
  }

  private static int block(String text) throws MediaException {
    long bytes = Values.bytes("fragment.align", text);
    if (bytes > LARGEST_BLOCK || Long.bitCount(bytes) != 1) {
      throw Values.bad("fragment.align", "is a power of two up to 64k", text);
    }
    return (int) bytes;
  }

  void addTo(MuxerOptions.Builder options) {
    options.durability(durability).fragmentDuration(fragment).fragmentAlignment(align);
  }
}
