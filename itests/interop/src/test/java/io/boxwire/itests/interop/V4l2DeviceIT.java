package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The v4l2 device on fake devices: what the fake encoder gave, and when the fake camera took it, is
 * what ffprobe finds in the file, whatever habits the two have.
 */
@Timeout(120)
class V4l2DeviceIT {
  private static final String CAMERA = "video1";
  private static final String ENCODER = "video0";

  @TempDir Path folder;

  private V4l2Run run;

  @BeforeEach
  void makeBoard() throws Exception {
    run = V4l2Run.of("h264", folder);
  }

  @ParameterizedTest
  @CsvSource({"h264, 25", "h265, 30", "h264, 25/2", "h265, 25/2"})
  void record_cameraAtAnyRate_holdsEveryAccessUnitAtItsCaptureTime(String codec, String fps)
      throws Exception {
    run = V4l2Run.of(codec, folder);
    run.camera(CAMERA, "fps " + fps);
    run.encoder(ENCODER);
    run.record(30);
    run.assertFileIsWhatWasCoded(30);
    long period = 1_000_000L * (fps.endsWith("/2") ? 2 : 1) / Long.parseLong(fps.split("/")[0]);
    List<FakeBoard.Frame> frames = run.framesCoded();
    FakeBoard.Frame first = frames.get(0);
    assertThat(frames)
        .allSatisfy(
            frame -> {
              long periods = frame.sequence() - first.sequence();
              assertThat(frame.micros() - first.micros())
                  .isCloseTo(periods * period, within(periods + 1));
            });
  }

  @Test
  void record_cameraThatJitters_keepsTheTimesItTold() throws Exception {
    run.camera(CAMERA, "fps 25", "jitter 15000");
    run.encoder(ENCODER);
    run.record(30);
    run.assertFileIsWhatWasCoded(30);
    List<FakeBoard.Coded> coded = run.board().coded();
    Set<Long> intervals = new HashSet<>();
    for (int i = 1; i < coded.size(); i++) {
      intervals.add(coded.get(i).micros() - coded.get(i - 1).micros());
    }
    assertThat(intervals).hasSizeGreaterThan(4);
  }

  /** The moments of taking stand for those of capturing, on the clock that the sound is on. */
  @Test
  void record_cameraThatDoesNotTellItsClock_usesTheMonotonicOne() throws Exception {
    run.camera(CAMERA, "fps 25", "clock-untold");
    run.encoder(ENCODER);
    run.record(20);
    run.assertFileIsWhatWasCoded(20);
    List<FakeBoard.Frame> frames = run.framesCoded();
    for (int i = 0; i < frames.size(); i++) {
      long late = run.board().coded().get(i).micros() - frames.get(i).micros();
      assertThat(late).as("microseconds after frame %d", i).isBetween(0L, 1_000_000L);
    }
  }

  @Test
  void record_cameraThatLosesFrames_leavesTheGapInTime() throws Exception {
    run.camera(CAMERA, "fps 25", "gap 10 12");
    run.encoder(ENCODER);
    run.record(30);
    run.assertFileIsWhatWasCoded(30);
    Map<Long, Long> times =
        run.framesCoded().stream()
            .collect(Collectors.toMap(FakeBoard.Frame::sequence, FakeBoard.Frame::micros));
    assertThat(times).doesNotContainKeys(10L, 11L, 12L).containsKeys(9L, 13L);
    assertThat(times.get(13L) - times.get(9L)).isEqualTo(160_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stride 1", "stride 64", "stride 256"})
  void record_cameraWithPaddedLines_givesTheEncoderBothPlanesWhole(String stride) throws Exception {
    run.camera(CAMERA, "fps 50", stride);
    run.encoder(ENCODER);
    run.record(20);
    run.assertFileIsWhatWasCoded(20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "split 700",
        "data-offset 32",
        "config-ends",
        "latency 3",
        "encode 15000",
        "last-on-picture",
        "empty 7",
        "split 1; data-offset 1; latency 2; config-ends; empty 0"
      })
  void record_encoderOfAnyHabit_givesTheSameFile(String habits) throws Exception {
    run.camera(CAMERA, "fps 50");
    run.encoder(ENCODER, habits.split("; "));
    run.record(20);
    run.assertFileIsWhatWasCoded(20);
  }

  @Test
  void record_nodesMovedBetweenTwoRuns_findsThemAgain() throws Exception {
    run.camera("video1", "fps 50");
    run.encoder("video0");
    run.record(10);
    run.assertFileIsWhatWasCoded(10);
    Files.delete(run.file());
    run.board().clear();
    run.board().node("video0", "kind usb").node("video1", "kind metadata");
    run.camera("video3", "fps 50");
    run.encoder("video_vpu");
    run.record(10);
    run.assertFileIsWhatWasCoded(10);
    assertThat(run.board().frames()).allMatch(frame -> frame.node().equals("video3"));
  }

  @Test
  void record_withOptions_setsTheControlsOfTheEncoder() throws Exception {
    run.camera(CAMERA, "fps 50");
    run.encoder(ENCODER);
    run.record(5, "bitrate=1500000", "fps=50", "gop=25", "profile=main");
    String controls = String.join("\n", run.board().log("_CTRL"));
    assertThat(controls)
        .contains("0x9909cf=1500000", "0x992000=" + (50 << 16), "0x9909cb=25", "0x990a6b=2")
        .doesNotContain("= -1");
    assertThat(run.board().log("PARM")).isEmpty();
    assertThat(run.board().log("EXPBUF")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fail POLL EINTR every 3, fail POLL EINTR every 4",
    "fail DQBUF EINTR every 5, fail DQBUF EINTR every 5",
    "fail QBUF EINTR every 3, fail QBUF EINTR every 4",
    "fail DQBUF EAGAIN every 2, fail DQBUF EAGAIN every 2",
    "fail DQBUF EAGAIN from 10 count 20, fail DQBUF EAGAIN from 20 count 30",
    "fail OPEN EINTR count 2, fail OPEN EINTR count 2",
    "fail S_FMT EINTR count 3, fail REQBUFS EINTR count 3"
  })
  void record_callsThatAreToBeMadeAgain_makesThemAgain(String camera, String encoder)
      throws Exception {
    run.camera(CAMERA, "fps 50", camera);
    run.encoder(ENCODER, encoder);
    run.record(20);
    run.assertFileIsWhatWasCoded(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"corrupt", "empty"})
  void record_spoiltFrameOfTheCamera_isLeftOutAndTheRestGoesOn(String fault) throws Exception {
    run.camera(CAMERA, "fps 50", fault + " 5", fault + " 9");
    run.encoder(ENCODER);
    Ffmpeg.Output process = run.record(20);
    run.assertFileIsWhatWasCoded(20);
    assertThat(run.framesCoded())
        .extracting(FakeBoard.Frame::sequence)
        .contains(4L, 6L, 8L, 10L)
        .doesNotContain(5L, 9L);
    assertThat(process.err()).containsPattern("dropped \\d+ frames");
  }

  /** Those between could not be decoded, though each ends with the flag for keyframes. */
  @ParameterizedTest
  @ValueSource(strings = {"latency 0", "latency 3"})
  void record_spoiltPictureOfTheEncoder_goesOnWithASyncPicture(String latency) throws Exception {
    run.camera(CAMERA, "fps 50");
    run.encoder(ENCODER, "corrupt 5", latency);
    run.record(20);
    List<FakeBoard.Coded> coded = run.board().coded();
    int again = 5;
    while (!coded.get(again).forced()) {
      again++;
    }
    assertThat(coded.get(again).sync()).isTrue();
    List<FakeBoard.Coded> kept = new ArrayList<>(coded.subList(0, 5));
    kept.addAll(coded.subList(again, coded.size()));
    run.assertFileIs(kept.subList(0, 20));
    run.assertNothingIsLeft();
  }

  @Test
  void record_encoderTooSlow_dropsRawFramesAndSaysSo() throws Exception {
    run.camera(CAMERA, "fps 50");
    run.encoder(ENCODER, "encode 60000");
    Ffmpeg.Output process = run.record(15);
    run.assertFileIsWhatWasCoded(15);
    assertThat(process.err()).containsPattern("dropped \\d+ frames");
    List<String> log = run.board().log();
    assertThat(log.subList(0, log.indexOf(run.board().log("bytes=0+0 = 0").get(0))))
        .as("up to the end of the stream")
        .noneMatch(line -> line.contains("DROPPED"));
  }
}
