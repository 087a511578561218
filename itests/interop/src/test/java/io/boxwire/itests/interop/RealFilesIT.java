package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that many different programs made, judged by ffprobe: listed, copied into each layout,
 * decoded. Without a folder of them ({@code -Dboxwire.media=FOLDER}) there is nothing to judge.
 */
@Timeout(300)
class RealFilesIT {
  private static final KnownExceptions EXCEPTIONS = KnownExceptions.load();
  private static final List<String> LAYOUTS =
      List.of("progressive", "faststart", "fragmented", "hybrid");

  private static final LongAdder FILES = new LongAdder();
  private static final LongAdder TRACKS = new LongAdder();
  private static final LongAdder SAMPLES = new LongAdder();
  private static final LongAdder COPIES = new LongAdder();
  private static final LongAdder DECODED = new LongAdder();
  private static final LongAdder STREAMS = new LongAdder();

  @TempDir Path folder;

  @AfterAll
  static void tell() {
    System.out.printf(
        "Real files: %d files, %d tracks and %d samples listed as ffprobe does; %d copies;"
            + " %d copies decoded; %d elementary streams; %d known exceptions%n",
        FILES.sum(),
        TRACKS.sum(),
        SAMPLES.sum(),
        COPIES.sum(),
        DECODED.sum(),
        STREAMS.sum(),
        EXCEPTIONS.size());
  }

  /** The files that ffprobe opens as MP4 or its relatives, by their paths in the folder. */
  static Stream<String> movies() throws IOException {
    return ofFormat("mov,mp4,");
  }

  static Stream<Arguments> moviesAndLayouts() throws IOException {
    return movies().flatMap(path -> LAYOUTS.stream().map(layout -> Arguments.of(path, layout)));
  }

  static Stream<String> streams() throws IOException {
    return Stream.concat(ofFormat("h264"), ofFormat("hevc"));
  }

  private static Stream<String> ofFormat(String format) throws IOException {
    if (RealMedia.folder().isEmpty()) {
      System.out.println("RealFilesIT is skipped: no -Dboxwire.media=FOLDER was given");
    }
    return RealMedia.files("").stream()
        .filter(file -> format(file).startsWith(format))
        .map(file -> RealMedia.folder().orElseThrow().relativize(file).toString());
  }

  private static String format(Path file) {
    return Ffmpeg.run(
            List.of(
                Ffmpeg.ffprobe().toString(),
                "-v",
                "quiet",
                "-show_entries",
                "format=format_name",
                "-of",
                "default=nk=1:nw=1",
                file.toString()))
        .text();
  }

  private static Path file(String path) {
    return RealMedia.folder().orElseThrow().resolve(path);
  }

  @ParameterizedTest
  @MethodSource("movies")
  void frames_areWhatFfprobeLists(String path) throws Exception {
    Path file = file(path);
    KnownExceptions.Findings findings = EXCEPTIONS.findings("frames", path);
    Map<Integer, TrackListing> ours = new HashMap<>();
    for (TrackListing track : TrackListing.ofCommand(file)) {
      ours.put(track.id(), track.withOpenGops(file));
      TRACKS.increment();
      SAMPLES.add(track.samples().size());
    }
    Map<Integer, TrackListing> theirs = new HashMap<>();
    TrackListing.ofFfprobe(file, "-ignore_editlist", "1").forEach(t -> theirs.put(t.id(), t));
    Set<Integer> ids = new TreeSet<>(ours.keySet());
    ids.addAll(theirs.keySet());
    for (int id : ids) {
      findings.add(id, "listed", compare(theirs.get(id), ours.get(id)));
    }
    findings.judge();
    FILES.increment();
  }

  private static List<String> compare(TrackListing theirs, TrackListing ours) {
    if (theirs == null) {
      return ours.samples().isEmpty() ? List.of() : List.of("ffprobe knows no such track");
    }
    return ours == null
        ? List.of("no such track where ffprobe has " + theirs.kind())
        : TrackComparison.ofReaders(theirs, ours);
  }

  @ParameterizedTest
  @MethodSource("moviesAndLayouts")
  void remux_keepsSamplesAndTimes(String path, String layout) throws Exception {
    Path source = file(path);
    Path copy = folder.resolve("copy.mp4");
    Commands.Result remux = Commands.run("remux", source, copy, "--layout", layout);
    if (!Files.exists(copy)) {
      assertThat(remux.status()).as(remux.err()).isEqualTo(1);
      assertThat(TrackListing.ofFfprobe(source)).allMatch(track -> track.samples().isEmpty());
      return;
    }
    COPIES.increment();

    List<TrackListing> stored = TrackListing.ofCommand(source);
    List<TrackListing> copied = TrackListing.ofCommand(copy);
    KnownExceptions.Findings findings = EXCEPTIONS.findings("remux", path);
    copies(
        "read by us",
        TrackListing.presented(source, stored),
        TrackListing.presented(copy, copied),
        TrackComparison::ofCopyWithDurations,
        findings);
    findings.judge();

    KnownExceptions.Findings byFfprobe = EXCEPTIONS.findings("remux " + layout, path);
    copies(
        "read by ffprobe",
        TrackListing.ofFfprobe(source),
        TrackListing.ofFfprobe(copy),
        TrackComparison::ofCopy,
        byFfprobe);
    if (complaints(source).isEmpty()) {
      assertThat(complaints(copy)).isEmpty();
    }
    byFfprobe.judge();
  }

  private interface Comparison {
    List<String> of(TrackListing source, TrackListing copy);
  }

  private static void copies(
      String how,
      List<TrackListing> source,
      List<TrackListing> copy,
      Comparison comparison,
      KnownExceptions.Findings findings) {
    // A track without a sample is left out, and said to be.
    List<TrackListing> sources = source.stream().filter(t -> !t.samples().isEmpty()).toList();
    List<TrackListing> copies = copy.stream().filter(t -> !t.samples().isEmpty()).toList();
    assertThat(copies).as(how).hasSameSizeAs(sources);
    for (int i = 0; i < sources.size(); i++) {
      findings.add(sources.get(i).id(), how, comparison.of(sources.get(i), copies.get(i)));
    }
  }

  private static String complaints(Path file) {
    return Ffmpeg.run(
            List.of(
                Ffmpeg.ffprobe().toString(),
                "-v",
                "error",
                "-show_entries",
                "packet=size",
                file.toString()))
        .err();
  }

  @ParameterizedTest
  @MethodSource("movies")
  void remux_decodesToTheSame(String path) throws Exception {
    Path source = file(path);
    List<String> before = new ArrayList<>(decoded(source));
    assumeTrue(!before.isEmpty(), "ffmpeg decodes nothing of it");
    KnownExceptions.Findings findings = EXCEPTIONS.findings("decode", path);
    for (String layout : LAYOUTS) {
      Path copy = folder.resolve(layout + ".mp4");
      assertThat(Commands.run("remux", source, copy, "--layout", layout).status()).isZero();
      List<String> after = decoded(copy);
      findings.add(
          0,
          layout,
          after.equals(before)
              ? List.of()
              : List.of(before.size() + " hashes, " + after.size() + " of the copy, not equal"));
      DECODED.increment();
    }
    findings.judge();
  }

  /** Hashes of the pictures and sounds in both, if ffmpeg decodes all of the file. */
  private static List<String> decoded(Path file) {
    Ffmpeg.Output output =
        Ffmpeg.run(
            List.of(
                Ffmpeg.ffmpeg().toString(),
                "-nostdin",
                "-v",
                "error",
                "-xerror",
                "-i",
                file.toString(),
                "-map",
                "0:V:0?",
                "-map",
                "0:a:0?",
                "-fps_mode",
                "passthrough",
                "-f",
                "framehash",
                "-hash",
                "md5",
                "-"));
    if (output.status() != 0 || !output.err().isEmpty()) {
      return List.of();
    }
    return output.lines().stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.charAt(0) + line.substring(line.lastIndexOf(',') + 1))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("movies")
  void demux_soundAndUnknownCodecs_areWrittenWhole(String path) throws Exception {
    Path streams = folder.resolve("streams");
    boolean whole = Commands.run("demux", file(path), "-o", streams).status() == 0;
    for (TrackListing track : TrackListing.ofCommand(file(path))) {
      long stored = track.samples().stream().mapToLong(TrackListing.Sample::size).sum();
      long adts = stored + 7L * track.samples().size();
      try (Stream<Path> found = Files.list(streams)) {
        assertThat(found)
            .filteredOn(f -> f.getFileName().toString().startsWith("track" + track.id() + "."))
            .filteredOn(f -> !f.toString().matches(".*[.](h264|h265|opus)"))
            .filteredOn(f -> whole || !f.toString().endsWith(".aac"))
            .allSatisfy(f -> assertThat(f).hasSize(f.toString().endsWith(".aac") ? adts : stored));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void mux_elementaryStream_hasASampleForEachAccessUnit(String path) throws Exception {
    Path stream = file(path);
    Path out = folder.resolve("out.mp4");
    Commands.Result mux = Commands.run("mux", "-o", out, "--video", stream + ",fps=25");
    assertThat(mux.status()).as(mux.err()).isZero();
    KnownExceptions.Findings findings = EXCEPTIONS.findings("mux", path);
    int samples = TrackListing.ofCommand(out).get(0).samples().size();
    long expected = TrackListing.countAccessUnits(stream);
    findings.add(
        1, "muxed", samples == expected ? List.of() : List.of(expected + " are " + samples));
    findings.judge();
    STREAMS.increment();
  }

  @Test
  void commands_onAnyFile_endInOrderInLittleTimeAndMemory() throws Exception {
    List<String> files = RealMedia.files("").stream().map(Path::toString).toList();
    Path list = Files.write(folder.resolve("files.txt"), files);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=64m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CommandsOnFiles.class.getName())
            .redirectInput(list.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("an end").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();

    List<String[]> runs =
        Files.readAllLines(out).stream().map(line -> line.split("\t", -1)).toList();
    assertThat(runs).hasSize(files.size() * CommandsOnFiles.RUNS);
    assertThat(runs).allMatch(run -> run[0].equals("0") || run[0].equals("1"));
    assertThat(runs)
        .as("the time of a command in milliseconds")
        .allMatch(run -> Long.parseLong(run[1]) < 10_000);
    assertThat(runs)
        .as("a failure says why")
        .filteredOn(run -> run[0].equals("1"))
        .allMatch(run -> run[4].startsWith("boxwire: ") || run[4].contains("\"error\":\""))
        .noneMatch(run -> run[4].contains("Exception"));
  }
}
