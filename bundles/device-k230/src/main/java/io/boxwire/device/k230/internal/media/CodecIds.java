package io.boxwire.device.k230.internal.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers that stand for codecs: the board's four, and further ones, given as they are asked
 * for. Safe for use by any number of threads.
 */
public final class CodecIds {
  /** The name of H.264 video. */
  public static final String H264 = "h264";

  /** The name of H.265 video. */
  public static final String H265 = "h265";

  /** The name of G.711 A-law audio. */
  public static final String G711A = "g711a";

  /** The name of G.711 mu-law audio. */
  public static final String G711U = "g711u";

  /** In the order of {@code K_MP4_CODEC_ID_H264}, {@code _H265}, {@code _G711A}, {@code _G711U}. */
  private final List<String> names = new ArrayList<>(List.of(H264, H265, G711A, G711U));

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

  /** The number of a codec, if it has one. */
  public synchronized Optional<Integer> known(String codec) {
    return Optional.of(names.indexOf(codec)).filter(id -> id >= 0);
  }

  /** The codec that a number stands for, if it stands for one. */
  public synchronized Optional<String> name(int id) {
    return id >= 0 && id < names.size() ? Optional.of(names.get(id)) : Optional.empty();
  }
}
