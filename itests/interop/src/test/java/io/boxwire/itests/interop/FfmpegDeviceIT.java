package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Recording;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings of what a real ffmpeg captures, judged by ffprobe. */
@RealTime
@Timeout(120)
class FfmpegDeviceIT {
  private static final long MILLI = 1_000_000;

  @TempDir Path folder;
  private FfmpegCamera ffmpeg;

  @BeforeEach
  void prepare() throws IOException {
    ffmpeg = new FfmpegCamera(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "h264, g711a, HYBRID, 30, 8000, 1",
    "h265, g711u, FRAGMENTED, 30, 8000, 1",
    "h264, g711u, FRAGMENTED, 12.5, 44100, 2",
    "h265, g711a, HYBRID, 25, 16000, 1"
  })
  void record_testPictures_areAllThereInRealTime(
      String video, String audio, Layout layout, String fps, int rate, int channels)
      throws Exception {
    Map<String, String> options =
        Map.of(
            "fps", fps.equals("12.5") ? "25/2" : fps, "rate", "" + rate, "channels", "" + channels);
    CaptureRequest capture = capture(video, audio, options);
    Recording recording = ffmpeg.record(capture, layout, Duration.ofSeconds(3));
    double rateOfPictures = Double.parseDouble(fps);
    Probe pictures = Probe.of(file(), "v:0");
    assertThat(pictures.packets().size())
        .isBetween((int) (3 * rateOfPictures) - 1, 1 + (int) (3 * rateOfPictures));
    long step = (long) (1e9 / rateOfPictures);
    for (int i = 0; i < pictures.packets().size(); i++) {
      assertThat(pictures.presentation().get(i)).isBetween(i * step - MILLI, i * step + MILLI);
    }
    Probe sound = Probe.of(file(), "a:0");
    assertThat(Decoded.rawAudio(file()).length / (double) (rate * channels)).isBetween(2.95, 3.05);
    assertThat(startMillis(sound) - startMillis(pictures)).isBetween(-45L, 45L);
    assertThat(Decoded.pictureHashes(file())).hasSameSizeAs(pictures.packets());
    assertThat(recording.statistics().framesDropped()).isZero();
    assertThat(FfmpegCamera.children()).isEmpty();
  }

  @Test
  void record_pictureSizeAndGop_areAsWanted() throws Exception {
    Map<String, String> options = Map.of("preset", "test", "gop", "10");
    CaptureRequest capture =
        CaptureRequest.builder().video("h264").size(640, 360).options(with(options)).build();
    ffmpeg.record(capture, Layout.HYBRID, Duration.ofSeconds(2));
    Probe pictures = Probe.of(file(), "v:0");
    assertThat(Decoded.pictureSizes(file())).containsOnly("640x360");
    for (int i = 0; i < pictures.packets().size(); i++) {
      assertThat(pictures.keys().get(i)).as("key %d", i).isEqualTo(i % 10 == 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"g711a", "g711u"})
  void record_soundOnly_isTheTone(String codec) throws Exception {
    CaptureRequest capture = CaptureRequest.builder().audio(codec).options(with(Map.of())).build();
    ffmpeg.record(capture, Layout.HYBRID, Duration.ofSeconds(2));
    Probe sound = Probe.of(file(), "a:0");
    assertThat(sound.packets()).hasSize(50).allMatch(packet -> packet.size() == 320);
    assertThat(Decoded.rawAudio(file())).hasSize(16_000);
  }

  @Test
  void read_realTime_isNoGroupOfPicturesBehind() throws Exception {
    List<Long> late = new ArrayList<>();
    try (CaptureSession session = ffmpeg.open(capture("h264", "g711a", Map.of()))) {
      long start = System.nanoTime();
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 165; i++) {
        Frame frame = session.read().orElseThrow();
        long time =
            frame.decodeTime()
                * 1_000_000_000
                / session.tracks().get(frame.track() - 1).timescale();
        long delay = System.nanoTime() - start - time;
        if (i >= 55) {
          late.add(delay);
          least = Math.min(least, delay);
        }
        frame.release();
      }
      long earliest = least;
      late.replaceAll(delay -> delay - earliest);
    }
    long[] sorted = late.stream().mapToLong(Long::longValue).sorted().toArray();
    long median = sorted[sorted.length / 2];
    System.out.printf(
        "ffmpeg device: a frame comes %d ms after the quickest (median), %d ms (95%%)%n",
        median / MILLI, sorted[sorted.length * 95 / 100] / MILLI);
    // Most of it is the jitter of ffmpeg's pacing. Waiting for whole groups would show as 500 ms.
    assertThat(median).isLessThan(TimeUnit.MILLISECONDS.toNanos(250));
  }

  @Test
  void record_childIsKilled_goesOnBehindAGap() throws Exception {
    Recording recording =
        ffmpeg.start(
            capture("h264", "g711u", Map.of("backoff", "1")), Layout.HYBRID, Duration.ofSeconds(6));
    FfmpegCamera.awaitPictures(recording, 45);
    ProcessHandle child = FfmpegCamera.children().get(0);
    child.destroyForcibly();
    recording.await();
    Probe pictures = Probe.of(file(), "v:0");
    List<Long> times = pictures.presentation();
    // A second, and what it takes to start, less what the first child ran ahead of real time.
    assertThat(gaps(times))
        .singleElement()
        .satisfies(gap -> assertThat(gap).isBetween(500 * MILLI, 4000 * MILLI));
    assertThat(times.get(times.size() - 1)).isBetween(5900 * MILLI, 6000 * MILLI);
    assertThat(Decoded.pictureHashes(file())).hasSameSizeAs(pictures.packets());
    Probe sound = Probe.of(file(), "a:0");
    long end = sound.nanos(sound.packets().get(sound.packets().size() - 1).pts());
    assertThat(end).isBetween(5800 * MILLI, 6000 * MILLI);
    assertThat(FfmpegCamera.children()).isEmpty();
  }

  @Test
  void record_childIsStuck_isReplaced() throws Exception {
    Recording recording =
        ffmpeg.start(
            capture("h264", "g711a", Map.of("stall", "1", "backoff", "0")),
            Layout.FRAGMENTED,
            Duration.ofSeconds(6));
    FfmpegCamera.awaitPictures(recording, 45);
    ProcessHandle child = FfmpegCamera.children().get(0);
    assertThat(new ProcessBuilder("kill", "-STOP", "" + child.pid()).start().waitFor()).isZero();
    recording.await();
    assertThat(child.isAlive()).isFalse();
    Probe pictures = Probe.of(file(), "v:0");
    assertThat(gaps(pictures.presentation()))
        .singleElement()
        .satisfies(gap -> assertThat(gap).isBetween(500 * MILLI, 4000 * MILLI));
    assertThat(Decoded.pictureHashes(file())).hasSameSizeAs(pictures.packets());
  }

  @Test
  void read_sourcesThatBeginApart_stayApart() throws Exception {
    String input =
        "-copyts -itsoffset 1700000000.08 -f lavfi -i testsrc2=size=64x64:rate=25:duration=2"
            + " -itsoffset 1700000000.5 -f lavfi -i 'sine=sample_rate=8000:duration=2'";
    Map<String, String> options = Map.of("preset", "custom", "input", input, "restart", "failure");
    CaptureRequest capture =
        CaptureRequest.builder().video("h264").audio("g711a").options(options).build();
    long[] first = {-1, -1};
    int[] count = new int[2];
    try (CaptureSession session = ffmpeg.open(capture)) {
      for (Optional<Frame> next = session.read(); next.isPresent(); next = session.read()) {
        Frame frame = next.get();
        int track = frame.track() - 1;
        if (count[track]++ == 0) {
          first[track] = frame.decodeTime();
        }
        frame.release();
      }
    }
    assertThat(count).containsExactly(50, 50);
    assertThat(first[1] * 1000 / 8000 - first[0] * 1000 / 90_000).isEqualTo(420);
  }

  @ParameterizedTest
  @CsvSource({"v4l2", "webcam"})
  void open_missingNode_isNamed(String preset) {
    Map<String, String> options = Map.of("preset", preset, "device", "/dev/video99");
    CaptureRequest capture = CaptureRequest.builder().video("h264").options(options).build();
    assertThatThrownBy(() -> ffmpeg.open(capture))
        .hasMessageContaining("/dev/video99")
        .hasMessageContaining("No such file or directory")
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.DEVICE_FAILED));
  }

  private static List<Long> gaps(List<Long> times) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      gaps.add(times.get(i) - times.get(i - 1));
    }
    return gaps.stream().filter(gap -> gap > 50 * MILLI).toList();
  }

  private CaptureRequest capture(String video, String audio, Map<String, String> options) {
    return CaptureRequest.builder().video(video).audio(audio).options(with(options)).build();
  }

  private Map<String, String> with(Map<String, String> others) {
    Map<String, String> options = new HashMap<>(Map.of("size", "320x240"));
    options.putAll(others);
    return options;
  }

  private Path file() {
    return ffmpeg.file();
  }

  private static long startMillis(Probe track) {
    return track.nanos(track.packets().get(0).pts()) / MILLI;
  }
}
