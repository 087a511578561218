package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fake devices do what the kernel does, as clients see it that are not ours. */
@Timeout(60)
class FakeV4l2SelfIT {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  @TempDir Path folder;

  private FakeBoard board;

  @BeforeEach
  void putNodes() throws Exception {
    board =
        FakeBoard.in(folder)
            .node("video0", "kind usb")
            .node("video1", "kind metadata")
            .node("video5", "kind camera", "sizes 640x360,320x180", "fps 50");
  }

  private void putEncoder(String codec) throws Exception {
    PreparedStream stream = PreparedStream.of(codec, WIDTH, HEIGHT);
    board.node("video_vpu", "kind encoder", "stream " + stream.prefix(), "split 500");
  }

  private Ffmpeg.Output check(String fourcc, String... mistake) {
    List<String> command =
        new ArrayList<>(List.of(Gcc.client().toString(), "" + WIDTH, "" + HEIGHT, fourcc));
    command.addAll(List.of(mistake));
    return Ffmpeg.run(command, board.environment());
  }

  @ParameterizedTest
  @CsvSource({"h264, H264", "h265, HEVC"})
  void client_inC_findsEveryCallAsTheKernelHasIt(String codec, String fourcc) throws Exception {
    putEncoder(codec);
    Ffmpeg.Output run = check(fourcc);
    List<String> checks = run.lines();
    assertThat(checks).allMatch(line -> line.startsWith("ok ")).hasSizeGreaterThan(100);
    assertThat(run.status()).isZero();
    assertThat(board.mistakes()).isEmpty();
    assertThat(board.leftOver()).isEmpty();
    assertThat(board.coded()).hasSize(12);
    System.out.println("fake devices: " + checks.size() + " checks by a client in C, " + codec);
  }

  /** A test that relies on the encoder's judgement is worth no more than that judgement. */
  @ParameterizedTest
  @ValueSource(strings = {"luma", "chroma", "bytes", "time"})
  void client_spoilsEachFrame_isFoundOut(String mistake) throws Exception {
    putEncoder("h264");
    check("H264", mistake);
    assertThat(board.mistakes()).hasSize(12);
  }

  @Test
  void client_usesAStructureOfAWrongSize_isFoundOut() throws Exception {
    putEncoder("h264");
    check("H264", "call");
    assertThat(board.mistakes()).hasSize(1);
  }

  /** The camera, to a client of many years. */
  @Test
  void ffmpeg_readsTheCamera_getsWholeFramesAtTheirTimes() throws Exception {
    Path out = folder.resolve("raw.nv12");
    List<String> command =
        new ArrayList<>(
            List.of(Ffmpeg.ffmpeg().toString(), "-nostdin", "-v", "error", "-f", "v4l2"));
    command.addAll(List.of("-input_format", "nv12", "-video_size", "320x180", "-framerate", "50"));
    command.addAll(List.of("-i", "/dev/video5", "-frames:v", "10", "-fps_mode", "passthrough"));
    command.addAll(List.of("-f", "rawvideo", out.toString()));
    Map<String, String> environment = new HashMap<>(board.environment());
    environment.putAll(Ffmpeg.environment());
    Ffmpeg.Output run = Ffmpeg.run(command, environment);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(Files.size(out)).isEqualTo(10L * WIDTH * HEIGHT * 3 / 2);
    assertThat(board.frames()).hasSizeGreaterThanOrEqualTo(10);
    assertThat(board.mistakes()).isEmpty();
  }
}
