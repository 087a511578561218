package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.MediaType;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.internal.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers that codecs have: 0 to 3 those of the board, then each other as it is first asked
 * for. Safe for use by any number of threads.
 */
final class CodecIds {
  static final String H264 = "h264";
  static final String H265 = "h265";
  static final String G711A = "g711a";
  static final String G711U = "g711u";

  private final Parts parts;
  private final List<String> names = new ArrayList<>();

  CodecIds(Parts parts) {
    this.parts = parts;
    names.add(KdMp4.K_MP4_CODEC_ID_H264, H264);
    names.add(KdMp4.K_MP4_CODEC_ID_H265, H265);
    names.add(KdMp4.K_MP4_CODEC_ID_G711A, G711A);
    names.add(KdMp4.K_MP4_CODEC_ID_G711U, G711U);
  }

  /** The ID of a codec that was met in a file, or of the sample entry of one that nobody knows. */
  synchronized int met(String name) {
    int id = names.indexOf(name);
    if (id < 0) {
      id = names.size();
      names.add(name);
    }
    return id;
  }

  /** The ID of a codec; empty if it has none and there is no plugin for it. */
  Optional<Integer> find(String name) {
    synchronized (this) {
      if (names.contains(name)) {
        return Optional.of(names.indexOf(name));
      }
    }
    return plugin(name).map(plugin -> met(name));
  }

  /** The name behind an ID. */
  synchronized Optional<String> name(int id) {
    return id >= 0 && id < names.size() ? Optional.of(names.get(id)) : Optional.empty();
  }

  /**
   * The codec of a track that is to be created.
   *
   * @throws Refusal if the ID stands for nothing, no plugin is present, or it is of another kind
   */
  String forTrack(int id, MediaType type) throws Refusal {
    String name =
        name(id)
            .orElseThrow(
                () -> new Refusal(ReturnCode.ARGUMENT, "the codec ID " + id + " is of no codec"));
    CodecPlugin plugin =
        plugin(name)
            .orElseThrow(
                () -> new Refusal(ReturnCode.NO_CODEC, "no plugin is present for " + name));
    if (plugin.mediaType() != type) {
      throw new Refusal(ReturnCode.ARGUMENT, "a track of the type " + type + " can't hold " + name);
    }
    return name;
  }

  private Optional<CodecPlugin> plugin(String name) {
    return parts.codecs().stream().filter(plugin -> plugin.codec().equals(name)).findFirst();
  }
}
