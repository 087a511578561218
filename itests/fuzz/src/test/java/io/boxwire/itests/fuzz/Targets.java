package io.boxwire.itests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The fuzz targets, and where their inputs lie. */
enum Targets {
  BOXES("boxes", BoxWalkTarget.class, BoxWalkTarget::fuzzerTestOneInput),
  FILE("file", FileDemuxTarget.class, FileDemuxTarget::fuzzerTestOneInput),
  STREAM("stream", StreamDemuxTarget.class, StreamDemuxTarget::fuzzerTestOneInput),
  H264("h264", H264Target.class, H264Target::fuzzerTestOneInput),
  H265("h265", H265Target.class, H265Target::fuzzerTestOneInput),
  G711("g711", G711Target.class, G711Target::fuzzerTestOneInput),
  AAC("aac", AacTarget.class, AacTarget::fuzzerTestOneInput),
  OPUS("opus", OpusTarget.class, OpusTarget::fuzzerTestOneInput),
  TCK("tck", TckTarget.class, TckTarget::fuzzerTestOneInput),
  REPAIR("repair", RepairTarget.class, RepairTarget::fuzzerTestOneInput);

  /** What a target does with one input; whatever it throws is a finding. */
  interface Body {
    void run(byte[] data) throws Exception;
  }

  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final Path CORPUS = RESOURCES.resolve("corpus");

  /** Files that demuxers, the box reader and the repairer all read. */
  static final Path FILES = CORPUS.resolve("files");

  private final String folder;
  private final Class<?> type;
  private final Body body;

  Targets(String folder, Class<?> type, Body body) {
    this.folder = folder;
    this.type = type;
    this.body = body;
  }

  void run(byte[] data) throws Exception {
    body.run(data);
  }

  Class<?> type() {
    return type;
  }

  /** The folders of its inputs that there are. Targets that read files share one. */
  List<Path> folders() {
    Path own = CORPUS.resolve(folder);
    return Stream.of(own, readsFiles() ? FILES : own)
        .distinct()
        .filter(Files::isDirectory)
        .toList();
  }

  /** Words that its inputs are made of, for the fuzzer. */
  Optional<Path> dictionary() {
    return readsFiles() ? Optional.of(RESOURCES.resolve("boxes.dict")) : Optional.empty();
  }

  private boolean readsFiles() {
    return this == BOXES || this == FILE || this == STREAM || this == REPAIR;
  }

  /** Its checked-in inputs. */
  List<Path> corpus() throws IOException {
    Stream<Path> found = Stream.empty();
    for (Path each : folders()) {
      try (Stream<Path> files = Files.list(each)) {
        found = Stream.concat(found, files.toList().stream());
      }
    }
    return found.sorted().toList();
  }
}
