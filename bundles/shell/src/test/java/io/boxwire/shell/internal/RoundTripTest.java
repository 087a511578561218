package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandLine;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.DisplayMatrix;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import io.boxwire.api.TrackFormat;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on the real parts, from elementary streams to files and back. */
@Timeout(60)
class RoundTripTest {
  /** What shells and parsers like to change. */
  private static final String ODD = "cam$1 (2) [3]#4;5 *&'\"% ü";

  private static final int SOUND_BYTES = 16_000;

  @TempDir Path folder;
  private TestShell shell;

  @BeforeEach
  void prepare() throws Exception {
    shell = new TestShell(TestParts.real(), folder);
    Files.write(folder.resolve("v.h264"), TestMedia.clip("h264"));
    Files.write(folder.resolve("v.h265"), TestMedia.clip("h265"));
    Files.write(folder.resolve("a.alaw"), TestMedia.sound(SOUND_BYTES));
  }

  private String run(String... arguments) throws Exception {
    TestShell.Result result = shell.run(arguments);
    assertThat(result.status()).as(result.err()).isEqualTo(CommandLine.DONE);
    return result.out();
  }

  private byte[] bytes(String file) throws Exception {
    return Files.readAllBytes(folder.resolve(file));
  }

  private String muxed(String name, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("mux", "-o", name, "--video", "v.h264,fps=30", "--audio", "a.alaw"));
    arguments.addAll(List.of(more));
    run(arguments.toArray(new String[0]));
    return name;
  }

  /** The columns of a listing that copying must not change. */
  private static List<String> samples(String listing, Predicate<String> which) {
    return listing
        .lines()
        .skip(1)
        .filter(which)
        .map(line -> line.split(","))
        .map(c -> c[0] + " size " + c[5] + " sync " + c[6] + " md5 " + c[7])
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"progressive", "faststart", "fragmented", "hybrid"})
  void muxAndDemux_eachLayout_givesTheStreamsBack(String layout) throws Exception {
    muxed("m.mp4", "--layout", layout, "--parameter-sets", "keep");

    assertThat(run("demux", "m.mp4", "-o", "streams")).isEmpty();
    assertThat(bytes("streams/track2.alaw")).isEqualTo(bytes("a.alaw"));
    assertThat(TestMedia.nalUnits(bytes("streams/track1.h264")))
        .isEqualTo(TestMedia.nalUnits(bytes("v.h264")));
  }

  @Test
  void mux_soundMuchLongerThanThePictures_isNoNews() throws Exception {
    Files.write(folder.resolve("long.alaw"), TestMedia.sound(10 * SOUND_BYTES));

    TestShell.Result result =
        shell.run("mux", "-o", "m.mp4", "--video", "v.h264", "--audio", "long.alaw");

    assertThat(result.status()).isEqualTo(CommandLine.DONE);
    assertThat(result.err()).isEmpty();
    assertThat(run("demux", "m.mp4", "--track", "2", "-o", "back.alaw")).isEmpty();
    assertThat(bytes("back.alaw")).isEqualTo(bytes("long.alaw"));
  }

  @ParameterizedTest
  @CsvSource({"h264, 00000001419a010203", "h265, 000000010201d01122"})
  void mux_picturesInFrontOfParameterSets_areCountedOnStandardError(String codec, String picture)
      throws Exception {
    byte[] clip = bytes("v." + codec);
    try (OutputStream late = Files.newOutputStream(folder.resolve("late." + codec))) {
      late.write(HexFormat.of().parseHex(picture + picture));
      late.write(clip);
    }

    TestShell.Result result =
        shell.run("mux", "-o", "m.mp4", "--parameter-sets", "keep", "--video", "late." + codec);

    assertThat(result.status()).isEqualTo(CommandLine.DONE);
    assertThat(result.err())
        .isEqualToNormalizingNewlines(
            "boxwire: late."
                + codec
                + ": 2 NAL units in front of the first parameter sets can't be decoded"
                + " and are left out\n");
    run("demux", "m.mp4", "--track", "1", "-o", "back");
    assertThat(TestMedia.nalUnits(bytes("back"))).isEqualTo(TestMedia.nalUnits(clip));
  }

  @Test
  void frames_afterMux_listsAllSamples() throws Exception {
    String listing = run("frames", "--hash", muxed("m.mp4"));

    assertThat(listing.lines().findFirst()).hasValue("track,index,dts,pts,duration,size,sync,md5");
    assertThat(listing.lines().filter(l -> l.startsWith("1,")).count())
        .isEqualTo(TestMedia.CLIP_FRAMES);
    assertThat(listing.lines().filter(l -> l.startsWith("2,"))).hasSize(SOUND_BYTES / 320);
    assertThat(listing.lines().skip(1))
        .allMatch(l -> l.matches("[12],\\d+,\\d+,\\d+,\\d+,\\d+,[01],[0-9a-f]{32}"));
    assertThat(run("frames", "--track", "2", "m.mp4").lines().skip(1).findFirst())
        .hasValue("2,0,0,0,320,320,1");
  }

  @Test
  void commands_oddFileNames_work() throws Exception {
    Files.move(folder.resolve("v.h264"), folder.resolve(ODD + ",1.h264"));
    Files.move(folder.resolve("a.alaw"), folder.resolve(ODD + ".alaw"));

    run("mux", "-o", ODD + ".mp4", "--video", ODD + "\\,1.h264", "--audio", ODD + ".alaw");
    run("remux", ODD + ".mp4", ODD + " 2.mp4");
    run("demux", ODD + " 2.mp4", "-o", ODD);
    run("demux", ODD + ".mp4", "--track", "2", "-o", ODD + ".back");

    assertThat(bytes(ODD + "/track2.alaw")).isEqualTo(bytes(ODD + ".alaw"));
    assertThat(bytes(ODD + ".back")).isEqualTo(bytes(ODD + ".alaw"));
    assertThat(run("info", ODD + ".mp4")).contains("1280x720");
    assertThat(run("tree", ODD + ".mp4")).startsWith("[ftyp] @0 ");
    assertThat(run("frames", ODD + ".mp4", ODD + " 2.mp4"))
        .startsWith("# " + ODD + ".mp4\n")
        .contains("\n# " + ODD + " 2.mp4\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"progressive", "faststart", "fragmented", "hybrid"})
  void remux_eachLayout_keepsSamplesAndTimes(String layout) throws Exception {
    muxed("m.mp4");
    run("remux", "m.mp4", "r.mp4", "--layout", layout);

    assertThat(run("frames", "--hash", "r.mp4")).isEqualTo(run("frames", "--hash", "m.mp4"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fragmented", "hybrid"})
  void muxAndRemux_inChunks_keepSamplesAndTimes(String layout) throws Exception {
    muxed("m.mp4");
    muxed("c.mp4", "--layout", layout, "--chunk-time", "0.1");
    run("remux", "m.mp4", "r.mp4", "--layout", layout, "--chunk-time", "0.1");

    assertThat(run("frames", "--hash", "c.mp4")).isEqualTo(run("frames", "--hash", "m.mp4"));
    assertThat(run("frames", "--hash", "r.mp4")).isEqualTo(run("frames", "--hash", "m.mp4"));
    if (layout.equals("fragmented")) {
      assertThat(run("tree", "c.mp4").split("\\[moof\\]")).hasSizeGreaterThan(10);
      assertThat(run("tree", "r.mp4").split("\\[moof\\]")).hasSizeGreaterThan(10);
    }
  }

  @Test
  void muxAndRemux_chunksWhereThereAreNoFragments_isWrongUsage() throws Exception {
    muxed("m.mp4");
    for (String[] arguments :
        List.of(
            new String[] {"mux", "-o", "n.mp4", "--audio", "a.alaw", "--chunk-time", "0.1"},
            new String[] {"remux", "m.mp4", "n.mp4", "--chunk-time", "0.1"})) {
      TestShell.Result result = shell.run(arguments);
      assertThat(result.status()).isEqualTo(CommandLine.WRONG_USAGE);
      assertThat(result.err()).contains("--chunk-time needs a layout with fragments");
      assertThat(folder.resolve("n.mp4")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"progressive", "faststart", "fragmented", "hybrid"})
  void remux_soundThatBeginsLate_staysLate(String layout) throws Exception {
    MuxerOptions options =
        MuxerOptions.builder().layout(Layout.FRAGMENTED).origin(MuxerOptions.Origin.ZERO).build();
    Sink late = new Sink.File(folder.resolve("late.mp4"));
    try (Muxer muxer = TestParts.real().muxers().open(late, options)) {
      int track = muxer.addTrack(TrackFormat.audio("g711a", 8000, 1).build());
      muxer.write(Frame.on(track).time(12_000).payload(ByteBuffer.allocate(4000)).build());
    }
    run("remux", "late.mp4", "r.mp4", "--layout", layout);

    Source copy = new Source.File(folder.resolve("r.mp4"));
    try (Demuxer demuxer =
        TestParts.real().demuxers().open(copy, DemuxerOptions.of(PayloadForm.STORED))) {
      assertThat(demuxer.read().orElseThrow().presentationTime()).hasValue(12_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"progressive", "faststart", "fragmented", "hybrid"})
  void remux_picturesOfATurnedCamera_stayTurned(String layout) throws Exception {
    DisplayMatrix upright =
        new DisplayMatrix(0, 0x10000, 0, -0x10000, 0, 0, 720 << 16, 0, 0x40000000);
    Sink turned = new Sink.File(folder.resolve("turned.mp4"));
    MuxerOptions options = MuxerOptions.of(Layout.PROGRESSIVE);
    try (Muxer muxer = TestParts.real().muxers().open(turned, options)) {
      int track = muxer.addTrack(TrackFormat.video("h264", 90_000).matrix(upright).build());
      ByteBuffer clip = ByteBuffer.wrap(TestMedia.clip("h264"));
      muxer.write(Frame.on(track).time(0).payload(clip).build());
    }
    run("remux", "turned.mp4", "r.mp4", "--layout", layout);

    Source copy = new Source.File(folder.resolve("r.mp4"));
    try (Demuxer demuxer =
        TestParts.real().demuxers().open(copy, DemuxerOptions.of(PayloadForm.STORED))) {
      assertThat(demuxer.movie().tracks().get(0).format().matrix()).isEqualTo(upright);
    }
  }

  @Test
  void remux_part_beginsAndEndsAtSyncSamples() throws Exception {
    byte[] clip = TestMedia.clip("h264");
    ByteBuffer three = ByteBuffer.allocate(3 * clip.length).put(clip).put(clip).put(clip);
    Files.write(folder.resolve("v.h264"), three.array());
    muxed("m.mp4");
    List<String> all = samples(run("frames", "--hash", "m.mp4"), l -> l.startsWith("1,"));
    run("remux", "m.mp4", "r.mp4", "--from", "2.5", "--to", "00:00:03");

    String listing = run("frames", "--hash", "r.mp4");
    assertThat(samples(listing, l -> l.startsWith("1,"))).isEqualTo(all.subList(60, 90));
    assertThat(samples(listing, l -> l.startsWith("2,")))
        .as("the sound has ended by then")
        .isEmpty();

    run("remux", "m.mp4", "s.mp4", "--to", "1");
    assertThat(samples(run("frames", "--hash", "s.mp4"), l -> l.startsWith("1,")))
        .isEqualTo(all.subList(0, 30));
    assertThat(run("info", "s.mp4")).contains("duration  00:00:01.000");
  }

  @Test
  void streaming_throughStandardStreams_givesTheSame() throws Exception {
    byte[] file =
        shell
            .given(TestMedia.clip("h265"))
            .run("mux", "-o", "-", "--video", "-,codec=h265,fps=30", "--audio", "a.alaw")
            .bytes();
    Files.write(folder.resolve("m.mp4"), file);

    TestShell.Result sound = shell.given(file).run("demux", "-", "--track", "2", "-o", "-");
    assertThat(sound.bytes()).isEqualTo(bytes("a.alaw"));
    assertThat(samples(shell.given(file).run("frames", "--hash", "-").out(), l -> true))
        .containsExactlyInAnyOrderElementsOf(samples(run("frames", "--hash", "m.mp4"), l -> true));
    assertThat(run("info", "m.mp4")).contains("layout    fragmented", "hvc1.", "alaw");
    assertThat(shell.given(file).run("info", "-").out())
        .contains("duration  not told by the stream")
        .doesNotContain("00:00:00");
    assertThat(shell.given(file).run("info", "--json", "-").out()).doesNotContain("duration\":0");
  }

  @Test
  void info_json_hasItsSchema() throws Exception {
    muxed("m.mp4");

    assertThat(run("info", "--json", "m.mp4").replaceAll("\"creation_time\":\"[^\"]*\",", ""))
        .isEqualTo(
            new String(
                RoundTripTest.class.getResourceAsStream("info.json").readAllBytes(),
                StandardCharsets.UTF_8));
  }

  @Test
  void info_severalFilesAndOneMissing_goesOnAndFails() throws Exception {
    muxed("m.mp4");
    TestShell.Result text = shell.run("info", "m.mp4", "no.mp4", "m.mp4");
    TestShell.Result json = shell.run("info", "--json", "m.mp4", "no.mp4");

    assertThat(text.status()).isEqualTo(CommandLine.FAILED);
    assertThat(text.out().lines().filter(l -> l.matches("[#!] .*")))
        .containsExactly("# m.mp4", "! no.mp4: no such file", "# m.mp4");
    assertThat(json.status()).isEqualTo(CommandLine.FAILED);
    assertThat(json.out().lines()).hasSize(2);
    assertThat(json.out().lines().skip(1))
        .containsExactly(
            "{\"schema\":\"boxwire.info/1\",\"path\":\"no.mp4\",\"error\":\"no such file\"}");
  }

  @Test
  void tree_ofCodecBoxes_isExplainedByTheirPlugin() throws Exception {
    muxed("m.mp4");

    assertThat(run("tree", "m.mp4")).contains("[avcC] @", "AVCLevelIndication: ");
    assertThat(run("tree", "--json", "m.mp4").lines())
        .singleElement()
        .asString()
        .startsWith(
            "{\"schema\":\"boxwire.tree/1\",\"path\":\"m.mp4\",\"boxes\":[{\"type\":\"ftyp\"")
        .endsWith("}]}");
  }

  @Test
  void demux_codecWithoutPlugin_writesSamplesAsTheyAreStored() throws Exception {
    muxed("m.mp4");
    TestParts parts = TestParts.real();
    TestParts without =
        new TestParts().with(parts.muxers()).with(parts.demuxers().using(List.of()));
    TestShell.Result result =
        new TestShell(without, folder).run("demux", "m.mp4", "--track", "2", "-o", "a.raw");

    assertThat(result.status()).isEqualTo(CommandLine.DONE);
    assertThat(result.err()).contains("no plugin for alaw");
    assertThat(bytes("a.raw")).isEqualTo(bytes("a.alaw"));
  }

  @Test
  void framesAndInfo_cutFile_showWhatIsThereAndFail() throws Exception {
    muxed("m.mp4", "--layout", "faststart");
    byte[] whole = bytes("m.mp4");
    Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length - 5_000));
    TestShell.Result result = shell.run("frames", "--hash", "cut.mp4");
    List<String> all = run("frames", "--hash", "m.mp4").lines().toList();

    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.out().lines()).isSubsetOf(all).hasSizeBetween(100, all.size() - 1);
    assertThat(result.out().lines()).as("both tracks").anyMatch(l -> l.startsWith("2,"));
    assertThat(result.err()).contains("but the file ends at");

    TestShell.Result info = shell.run("info", "cut.mp4");
    assertThat(info.status()).isEqualTo(CommandLine.FAILED);
    assertThat(info.out()).contains("layout    faststart", "track 1", "track 2");
    assertThat(info.err()).contains("but the file ends at");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fragmented", "hybrid"})
  void framesAndInfo_cutRecording_showWhatIsThereAndWhatIsSkipped(String layout) throws Exception {
    muxed("m.mp4", "--layout", layout);
    byte[] whole = bytes("m.mp4");
    int cut = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf("moof") + 100;
    Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, cut));
    TestShell.Result frames = shell.run("frames", "--hash", "cut.mp4");
    TestShell.Result info = shell.run("info", "cut.mp4");

    assertThat(frames.status()).as(frames.err()).isEqualTo(CommandLine.DONE);
    assertThat(frames.out().lines()).hasSizeGreaterThan(50);
    assertThat(frames.err()).contains("no complete fragment");
    assertThat(info.status()).isEqualTo(CommandLine.DONE);
    assertThat(info.out()).contains("skipped   the last ", "no complete fragment");
    assertThat(run("info", "--json", "cut.mp4")).contains("\"skipped\":\"the last ");
    assertThat(run("info", "--json", "m.mp4")).doesNotContain("skipped");
  }

  @Test
  void tree_cutFile_showsWhatIsThereAndFails() throws Exception {
    muxed("m.mp4");
    byte[] whole = bytes("m.mp4");
    Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length - 100));
    TestShell.Result result = shell.run("tree", "cut.mp4");

    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.out()).contains("[ftyp] @0", "[moov] @", "problem: ");
    assertThat(result.err()).startsWith("boxwire: cut.mp4: ");
  }

  @Test
  void garbage_inEveryReader_failsWithAMessage() throws Exception {
    Files.write(folder.resolve("g.mp4"), TestMedia.sound(10_000));
    for (String command : List.of("info", "frames", "tree", "play")) {
      TestShell.Result result = shell.run(command, "g.mp4");
      assertThat(result.status()).as(command).isEqualTo(CommandLine.FAILED);
      assertThat(result.err()).as(command).startsWith("boxwire: ").hasLineCount(1);
    }
    assertThat(shell.run("remux", "g.mp4", "r.mp4").status()).isEqualTo(CommandLine.FAILED);
    assertThat(shell.run("demux", "g.mp4", "-o", "d").status()).isEqualTo(CommandLine.FAILED);
    assertThat(shell.run("remux", "no.mp4", "r.mp4").err())
        .isEqualTo("boxwire: no.mp4: no such file\n");
    assertThat(shell.run("mux", "-o", "r.mp4", "--video", "no.h264").err())
        .isEqualTo("boxwire: no.h264: no such file\n");
    assertThat(folder.resolve("r.mp4")).doesNotExist();
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void outputs_thatExistOrAreInputs_areRefused() throws Exception {
    muxed("m.mp4");
    byte[] before = bytes("m.mp4");
    Files.createDirectory(folder.resolve("there"));
    String[][] refused = {
      {"mux", "-o", "m.mp4", "--video", "v.h264"},
      {"mux", "-y", "-o", "v.h264", "--video", "v.h264"},
      {"remux", "m.mp4", "m.mp4"},
      {"remux", "-y", "m.mp4", "./m.mp4"},
      {"demux", "m.mp4", "-o", "there"},
      {"demux", "-y", "m.mp4", "--track", "1", "-o", "m.mp4"},
      {"demux", "m.mp4", "--track", "7", "-o", "x.h264"},
      {"demux", "m.mp4", "-o", "-"},
      {"play", "m.mp4", "--video-out", "v.h264"},
      {"play", "m.mp4", "--video-out", "-", "--audio-out", "-"},
      {"record", "m.mp4"},
      {"mux", "-o", "x.mp4"},
      {"mux", "-o", "-", "--layout", "progressive", "--video", "v.h264"},
      {"mux", "-o", "x.mp4", "--video", "-,codec=h264", "--audio", "-,codec=g711a"},
      {"remux", "m.mp4", "x.mp4", "--from", "2", "--to", "1"},
      {"frames", "m.mp4", "--track", "9"},
      {"tree", "-"},
    };
    for (String[] arguments : refused) {
      TestShell.Result result = shell.run(arguments);
      assertThat(result.status()).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(result.bytes()).isEmpty();
    }
    assertThat(bytes("m.mp4")).isEqualTo(before);
    assertThat(bytes("v.h264")).isEqualTo(TestMedia.clip("h264"));
    assertThat(folder.resolve("x.mp4")).doesNotExist();
    assertThat(folder.resolve("x.h264")).doesNotExist();

    run("remux", "-y", "m.mp4", muxed("old.mp4"));
    run("demux", "-y", "m.mp4", "-o", "there");
    assertThat(folder.resolve("there/track1.h264")).exists();
  }

  @Test
  void work_interrupted_leavesNothingHalfDone() throws Exception {
    muxed("m.mp4");
    String[][] work = {
      {"mux", "-o", "x.mp4", "--video", "v.h264"},
      {"remux", "m.mp4", "x.mp4"},
      {"demux", "m.mp4", "-o", "x"},
      {"play", "m.mp4", "--video-out", "x.h264"},
    };
    for (String[] arguments : work) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> shell.run(arguments))
          .as(String.join(" ", arguments))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("v.h264", "v.h265", "a.alaw", "m.mp4");
    }
  }

  @Test
  void play_toFiles_givesTheStreamsAndCounts() throws Exception {
    muxed("m.mp4", "--parameter-sets=keep");
    long before = System.nanoTime();
    String summary = run("play", "m.mp4", "--video-out", "v.out", "--audio-out", "a.out");

    // The last frame is due 59/30 s behind the first.
    assertThat(System.nanoTime() - before).isGreaterThan(1_900_000_000L);
    assertThat(summary).matches("frames 110, late \\d+, at most \\d+ ms\n");
    assertThat(bytes("a.out")).isEqualTo(bytes("a.alaw"));
    assertThat(TestMedia.nalUnits(bytes("v.out"))).isEqualTo(TestMedia.nalUnits(bytes("v.h264")));
  }

  @Test
  void record_builtin_givesAFile() throws Exception {
    String named = run("record", "r.mp4", "--frames", "20", "--device-opt", "pace=fast");

    assertThat(named).isEqualTo("r.mp4\n");
    assertThat(run("frames", "--track", "1", "r.mp4").lines()).hasSize(21);
  }
}
