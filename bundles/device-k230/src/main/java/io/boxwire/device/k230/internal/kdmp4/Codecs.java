package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.MediaType;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.internal.media.CodecIds;
import io.boxwire.device.k230.internal.module.Parts;
import java.util.Optional;

/** Which codecs there are, by number and name. Safe for use by any number of threads. */
final class Codecs {
  private final Parts parts;
  private final CodecIds ids = new CodecIds();

  Codecs(Parts parts) {
    this.parts = parts;
  }

  CodecIds ids() {
    return ids;
  }

  /** The ID of a codec that is the board's own, was met, or has a plugin. */
  Optional<Integer> id(String name) {
    return ids.known(name).or(() -> plugin(name).map(plugin -> ids.id(name)));
  }

  /**
   * The codec of a track that is to be created.
   *
   * @throws Refusal if the ID stands for nothing, no plugin is present, or it is of another kind
   */
  String forTrack(int id, MediaType type) throws Refusal {
    String name =
        ids.name(id)
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
