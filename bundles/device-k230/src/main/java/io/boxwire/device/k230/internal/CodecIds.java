package io.boxwire.device.k230.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers that stand for codecs: the board's four, and further ones, given as they are asked
 * for. Safe for use by any number of threads.
 */
public final class CodecIds {
  /** In the order of {@code K_MP4_CODEC_ID_H264}, {@code _H265}, {@code _G711A}, {@code _G711U}. */
  private final List<String> names = new ArrayList<>(List.of("h264", "h265", "g711a", "g711u"));

  /**
   * The number of a codec; a new one if it has none yet.
   *
   * @param codec its name, or the type of a sample entry that no plugin knows
   */
  public synchronized int id(String codec) {
    int known = names.indexOf(codec);
    if (known >= 0) {
      return known;
    }
    names.add(codec);
    return names.size() - 1;
  }

  /** The codec that a number stands for, if it stands for one. */
  public synchronized Optional<String> name(int id) {
    return id >= 0 && id < names.size() ? Optional.of(names.get(id)) : Optional.empty();
  }
}
