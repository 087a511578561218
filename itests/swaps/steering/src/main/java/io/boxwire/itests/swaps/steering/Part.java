package io.boxwire.itests.swaps.steering;

import java.util.List;
import java.util.Set;

/** A bundle that is swapped, and the method by which each revision of it shows that it works. */
enum Part {
  /** The plugin for H.264. */
  H264("codec.h264", Way.UPDATE, Weave.packetizer(), Set.of("h264")),
  /** The plugin for H.265. */
  H265("codec.h265", Way.UPDATE, Weave.packetizer(), Set.of("h265")),
  /** The plugins for A-law and mu-law. */
  G711("codec.g711", Way.UPDATE, Weave.packetizer(), Set.of("g711a", "g711u")),
  /** The muxer. */
  MUXER("muxer", Way.UPDATE, Weave.method("muxer/internal/Mp4Muxer", "write("), Codecs.ALL),
  /** The demuxer. */
  DEMUXER("demuxer", Way.UPDATE, Weave.method("demuxer/internal/FileDemuxer", "read("), Codecs.ALL),
  /** The boxes, and what is wired to them: muxer and demuxer. */
  BOX("box", Way.REFRESH, Weave.method("box/BoxWriter", "write("), Codecs.ALL),
  /** What codecs share, and what is wired to it: those for video. */
  BITSTREAM(
      "bitstream",
      Way.REFRESH,
      Weave.method("bitstream/FrameUnits", "parse("),
      Set.of("h264", "h265")),
  /** The contracts, and so everything: also the load, of which no frame is read meanwhile. */
  API("api", Way.REFRESH, Weave.method("api/Frame$Builder", "build("), Set.of()),
  /** The recorder: without it no camera is read. */
  RECORDER("recorder", Way.UPDATE, Weave.method("recorder/internal/FrameQueue", "put("), Set.of()),
  /** The cameras of the load itself. */
  CAMERA(
      "itests.swaps.load",
      Way.UPDATE,
      Weave.method("itests/swaps/load/LiveDevice$Session", "read("),
      Set.of()),
  /** The built-in camera, and whoever uses its module. */
  DEVICE(
      "device.k230",
      Way.UPDATE_AND_REFRESH,
      Weave.method("device/k230/internal/builtin/BuiltinSession", "read("),
      Set.of()),
  /** The commands. */
  SHELL("shell", Way.UPDATE, Weave.method("shell/internal/Commands", "run("), Codecs.ALL);

  /** What else has to be done so that an old revision goes. */
  enum Way {
    /** Nothing: others know it by its services. */
    UPDATE,
    /** Whoever imports from it is wired anew: it has no life of its own that could be stopped. */
    REFRESH,
    /** It is stopped, and whoever imports from it is wired anew. */
    UPDATE_AND_REFRESH
  }

  private static final class Codecs {
    static final Set<String> ALL = Set.of("h264", "h265", "g711a", "g711u");
  }

  /** The bundles with codec plugins. */
  static final List<Part> CODECS = List.of(H264, H265, G711);

  private final String bundle;
  private final Way way;
  private final Weave weave;
  private final Set<String> codecs;

  Part(String bundle, Way way, Weave weave, Set<String> codecs) {
    this.bundle = bundle;
    this.way = way;
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

  /** How it is swapped. */
  Way way() {
    return way;
  }

  /** Where its revisions write in the journal. */
  Weave weave() {
    return weave;
  }

  /**
   * The codecs whose frames are offered to it, or can be offered while it is away; none if nothing
   * takes a frame then.
   */
  Set<String> codecs() {
    return codecs;
  }
}
