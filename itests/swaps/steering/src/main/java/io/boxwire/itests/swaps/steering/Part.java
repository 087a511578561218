package io.boxwire.itests.swaps.steering;

import java.util.List;
import java.util.Set;

/** A bundle that is swapped, and the method by which each revision of it shows that it works. */
enum Part {
  /** The plugin for H.264. */
  H264("codec.h264", Weave.packetizer(), Set.of("h264")),
  /** The plugin for H.265. */
  H265("codec.h265", Weave.packetizer(), Set.of("h265")),
  /** The plugins for A-law and mu-law. */
  G711("codec.g711", Weave.packetizer(), Set.of("g711a", "g711u")),
  /** The muxer. */
  MUXER(
      "muxer",
      Weave.method("muxer/internal/Mp4Muxer", "write(Lio/boxwire/api/Frame;)V"),
      Set.of("h264", "h265", "g711a", "g711u"));

  /** The bundles with codec plugins. */
  static final List<Part> CODECS = List.of(H264, H265, G711);

  private final String bundle;
  private final Weave weave;
  private final Set<String> codecs;

  Part(String bundle, Weave weave, Set<String> codecs) {
    this.bundle = bundle;
    this.weave = weave;
    this.codecs = codecs;
  }

  /** Its symbolic name. */
  String symbolicName() {
    return "io.boxwire." + bundle;
  }

  /** The name of its jar without a version. */
  String jar() {
    return symbolicName() + ".jar";
  }

  /** Where its revisions write in the journal. */
  Weave weave() {
    return weave;
  }

  /** The codecs whose frames it works on. */
  Set<String> codecs() {
    return codecs;
  }
}
