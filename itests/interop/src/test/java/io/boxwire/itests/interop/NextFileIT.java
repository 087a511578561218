package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import io.boxwire.recorder.internal.SwappableRecorder;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recordings whose muxer is taken away at any frame: what the files show, one after the other, is
 * each captured frame once, at its time. Our demuxer judges by times and content, ffmpeg by what it
 * decodes.
 */
@Timeout(600)
class NextFileIT {
  private static final boolean FULL = Boolean.getBoolean("boxwire.full");
  private static final Path FOLDER = Path.of("target", "streams");
  private static final int PICTURES = 36;

  /** How the pictures refer to each other, and what makes ffmpeg encode them so. */
  private enum Structure {
    /** No picture is reordered. */
    PLAIN("h264", "libx264", "-bf", "0", "-g", "12", "-sc_threshold", "0"),
    /** B pictures that others refer to. */
    PYRAMID("h264", "libx264", "-bf", "3", "-b_strategy", "0", "-g", "12", "-sc_threshold", "0"),
    /** The pictures in front of a random access point refer to those before it. */
    OPEN_GOP(
        "h265",
        "libx265",
        "-x265-params",
        "log-level=error:open-gop=1:keyint=12:min-keyint=12:bframes=3:b-adapt=0:scenecut=0");

    private final String codec;
    private final List<String> options;

    Structure(String codec, String encoder, String... options) {
      this.codec = codec;
      this.options = new ArrayList<>(List.of("-c:v", encoder));
      this.options.addAll(Arrays.asList(options));
    }
  }

  private static final Map<Structure, ElementaryStream> STREAMS = new ConcurrentHashMap<>();
  private static final Map<Structure, List<String>> PICTURE_HASHES = new ConcurrentHashMap<>();

  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  static Stream<Arguments> structuresAndLayouts() {
    return Stream.of(Structure.values())
        .flatMap(
            structure -> Stream.of(Layout.values()).map(layout -> Arguments.of(structure, layout)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("structuresAndLayouts")
  void muxerWithdrawn_atAnyFrame_eachFrameIsShownOnce(Structure structure, Layout layout)
      throws Exception {
    ElementaryStream video = stream(structure);
    int count = new ClipDevice(video, number -> {}).frames().size();
    int step = FULL ? 1 : 9;
    for (int at = layout.ordinal() % step; at < count; at += step) {
      record(structure, layout, Set.of(at));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("structuresAndLayouts")
  void muxerWithdrawn_againAndAgain_eachFrameIsShownOnce(Structure structure, Layout layout)
      throws Exception {
    for (int every : FULL ? new int[] {1, 2, 3, 5, 8, 13} : new int[] {4}) {
      Set<Integer> at = new HashSet<>();
      for (int i = every; i < 3 * PICTURES; i += every) {
        at.add(i);
      }
      record(structure, layout, at);
    }
  }

  private void record(Structure structure, Layout layout, Set<Integer> withdrawals)
      throws Exception {
    events.clear();
    Path out = Files.createTempDirectory(folder, "swap").resolve("out.mp4");
    SwappableRecorder[] recorder = new SwappableRecorder[1];
    Recording[] recording = new Recording[1];
    ClipDevice device =
        new ClipDevice(
            stream(structure),
            number -> {
              if (withdrawals.contains(number)) {
                awaitWritten(recording, number);
                recorder[0].withdraw();
                recorder[0].bring(ElementaryStream.boxwire().muxers());
              }
            });
    recorder[0] =
        new SwappableRecorder(
            ElementaryStream.boxwire().muxers(),
            List.of(device),
            (status, event) -> events.add(event));
    recording[0] = recorder[0].recorder().start(request(out, layout));
    recording[0].await();
    judge(structure, layout, device, recording[0], layout + " " + withdrawals);
  }

  /** Waits until all frames that were read are with the muxer, or wait because they have to. */
  private static void awaitWritten(Recording[] recording, int number) {
    while (recording[0] == null || recording[0].statistics().queuedFrames() > 0) {
      Thread.onSpinWait();
    }
    long end = System.nanoTime() + 2_000_000;
    while (written(recording[0]) < number && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static long written(Recording recording) {
    return recording.statistics().videoFrames() + recording.statistics().audioFrames();
  }

  private void judge(
      Structure structure, Layout layout, ClipDevice device, Recording recording, String what)
      throws Exception {
    List<TrackFormat> formats =
        device.open(CaptureRequest.builder().video("h264").build()).tracks();
    List<Shown> shown = new ArrayList<>();
    List<String> pictures = new ArrayList<>();
    boolean applied = true;
    for (Path file : recording.files()) {
      List<Shown> one = Shown.in(file, structure.codec);
      if (!one.isEmpty()) {
        assertSameDistance(structure, one, device, formats, what + " in " + file.getFileName());
      }
      shown.addAll(one);
      if (one.stream().anyMatch(frame -> frame.track() == 1)) {
        // Several edits make ffmpeg decode a group again, which it can't from an open one.
        boolean applies = structure != Structure.OPEN_GOP || Shown.edits(file) <= 1;
        applied &= applies;
        pictures.addAll(pictureHashes(file, applies ? what : ""));
      }
    }
    List<String> offered =
        device.frames().stream()
            .map(frame -> key(Shown.offered(frame, structure.codec, 1)))
            .sorted()
            .toList();
    assertThat(shown.stream().map(NextFileIT::key).sorted().toList()).as(what).isEqualTo(offered);
    if (layout == Layout.FRAGMENTED) {
      // Of fragmented files, ffmpeg takes from an edit list only where the time begins.
      assertThat(pictures).as(what).containsAll(PICTURE_HASHES.get(structure));
    } else if (applied) {
      assertThat(pictures.stream().sorted().toList())
          .as("what ffmpeg decodes of " + what)
          .isEqualTo(PICTURE_HASHES.get(structure));
    }
    assertThat(recording.statistics().framesLost()).isZero();
    assertThat(events).extracting(MediaEvent::kind).doesNotContain(MediaEvent.Kind.GAP);
  }

  private static String key(Shown frame) {
    return frame.track() + " " + frame.hash();
  }

  /** All frames of a file are as far from their capture time, and the first is shown at 0. */
  private static void assertSameDistance(
      Structure structure,
      List<Shown> shown,
      ClipDevice device,
      List<TrackFormat> formats,
      String what) {
    Set<BigInteger> distances = new HashSet<>();
    BigInteger first = BigInteger.TEN.pow(40);
    for (Shown frame : shown) {
      Shown offered =
          device.frames().stream()
              .map(f -> Shown.offered(f, structure.codec, formats.get(f.track() - 1).timescale()))
              .filter(f -> key(f).equals(key(frame)))
              .findFirst()
              .orElseThrow();
      distances.add(offered.time().subtract(frame.time()));
      first = first.min(frame.time());
    }
    assertThat(distances).as("distances in " + what).hasSize(1);
    assertThat(first).as("the first time in " + what).isZero();
  }

  private static List<String> pictureHashes(Path file, String what) {
    Ffmpeg.Output output =
        Ffmpeg.ffmpeg(
            "-copyts",
            "-i",
            file,
            "-map",
            "0:v:0",
            "-fps_mode",
            "passthrough",
            "-f",
            "framemd5",
            "-");
    if (!what.isEmpty()) {
      assertThat(output.err()).as(what).isEmpty();
    }
    return output.lines().stream()
        .filter(line -> !line.startsWith("#"))
        // Of fragmented files, ffmpeg takes from an edit list only where the time begins.
        .filter(line -> Long.parseLong(line.split(",")[2].strip()) >= 0)
        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
        .toList();
  }

  private static ElementaryStream stream(Structure structure) throws Exception {
    ElementaryStream made = STREAMS.get(structure);
    if (made == null) {
      Files.createDirectories(FOLDER);
      Path file =
          FOLDER.resolve(
              "next-" + structure + (structure.codec.equals("h264") ? ".h264" : ".h265"));
      List<Object> line = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=s=160x96:r=25"));
      line.addAll(List.of("-frames:v", PICTURES, "-pix_fmt", "yuv420p"));
      line.addAll(structure.options);
      line.addAll(List.of("-f", structure.codec.equals("h264") ? "h264" : "hevc", file));
      Ffmpeg.ffmpeg(line.toArray());
      made = ElementaryStream.cut(structure.codec, file, AssemblerOptions.builder().build());
      assertThat(made.frames()).hasSize(PICTURES);
      PICTURE_HASHES.put(structure, Decoded.pictureHashes(file).stream().sorted().toList());
      STREAMS.put(structure, made);
    }
    return made;
  }

  private static RecordingRequest request(Path out, Layout layout) {
    return RecordingRequest.to(
            new Sink.File(out), CaptureRequest.builder().video("h264").audio("g711u").build())
        .device(ClipDevice.ID)
        .muxer(MuxerOptions.of(layout))
        .build();
  }
}
