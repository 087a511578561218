package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Recording;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of an RTSP camera that wants a password, by ffmpeg, without encoding. */
@RealTime
@Timeout(120)
class RtspIT {
  private static final long MILLI = 1_000_000;
  private static final String USER = "the user";
  private static final String PASSWORD = "s3cret/@:x";
  private static final String ESCAPED = "the%20user:s3cret%2F%40%3Ax@";

  private static List<byte[]> pictures;

  @TempDir Path folder;
  private RtspCamera camera;
  private FfmpegCamera ffmpeg;

  @BeforeAll
  static void encode() {
    byte[] stream =
        Ffmpeg.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x360:rate=25",
                "-t",
                "4",
                "-c:v",
                "libx264",
                "-tune",
                "zerolatency",
                "-g",
                "25",
                "-x264-params",
                "aud=1:repeat-headers=1",
                "-f",
                "h264",
                "-")
            .out();
    pictures = new ArrayList<>();
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    for (byte[] unit : RtpSender.units(stream)) {
      if ((unit[0] & 0x1f) == 9) {
        pictures.add(picture.toByteArray());
        picture.reset();
      } else {
        picture.writeBytes(new byte[] {0, 0, 0, 1});
        picture.writeBytes(unit);
      }
    }
    pictures.add(picture.toByteArray());
    pictures.remove(0);
    assertThat(pictures).hasSize(100);
  }

  @BeforeEach
  void start() throws IOException {
    camera = new RtspCamera(pictures, USER, PASSWORD);
    ffmpeg = new FfmpegCamera(folder);
  }

  @AfterEach
  void stop() throws IOException {
    camera.close();
  }

  @Test
  void record_pictureAndSound_areCopied() throws Exception {
    ffmpeg.record(capture("h264", ESCAPED, Map.of()), Layout.HYBRID, Duration.ofSeconds(4));
    Probe video = Probe.of(ffmpeg.file(), "v:0");
    assertThat(video.packets().size()).isBetween(99, 101);
    for (int i = 0; i < video.packets().size(); i++) {
      assertThat(video.presentation().get(i))
          .isBetween(i * 40 * MILLI - MILLI, i * 40 * MILLI + MILLI);
    }
    byte[] silence = new byte[320];
    Arrays.fill(silence, (byte) 0xd5);
    assertThat(Decoded.rawAudio(ffmpeg.file())).startsWith(silence).hasSizeBetween(31_000, 32_400);
    Probe audio = Probe.of(ffmpeg.file(), "a:0");
    long apart =
        audio.nanos(audio.packets().get(0).pts()) - video.nanos(video.packets().get(0).pts());
    assertThat(apart).isBetween(-45 * MILLI, 45 * MILLI);
    assertThat(Decoded.pictureHashes(ffmpeg.file()))
        .hasSameSizeAs(video.packets())
        .startsWith(decodedByItself().subList(0, 99).toArray(String[]::new));
  }

  @Test
  void record_cameraDropsTheConnection_goesOnBehindAGap() throws Exception {
    Recording recording =
        ffmpeg.start(
            capture("h264", ESCAPED, Map.of("backoff", "1")), Layout.HYBRID, Duration.ofSeconds(9));
    FfmpegCamera.awaitPictures(recording, 50);
    assertThat(camera.plays()).isEqualTo(1);
    camera.drop();
    recording.await();
    assertThat(camera.plays()).isEqualTo(2);
    Probe video = Probe.of(ffmpeg.file(), "v:0");
    List<Long> times = video.presentation();
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      gaps.add(times.get(i) - times.get(i - 1));
    }
    // The wait before ffmpeg is started again, less what a camera's first picture may be early.
    assertThat(gaps.stream().filter(gap -> gap > 50 * MILLI))
        .singleElement()
        .satisfies(gap -> assertThat(gap).isBetween(900 * MILLI, 5000 * MILLI));
    assertThat(gaps).allMatch(gap -> gap > 0);
    assertThat(times.get(times.size() - 1)).isBetween(8900 * MILLI, 9000 * MILLI);
    assertThat(Decoded.pictureHashes(ffmpeg.file())).hasSameSizeAs(video.packets());
  }

  @Test
  void record_password_isNeitherInTheProcessListNorInTheLog() throws Exception {
    PrintStream err = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      Recording recording =
          ffmpeg.start(
              capture("h264", ESCAPED, Map.of("backoff", "0.2")),
              Layout.HYBRID,
              Duration.ofSeconds(60));
      FfmpegCamera.awaitPictures(recording, 5);
      assertThat(commandLine(FfmpegCamera.children().get(0)))
          .contains("concat")
          .doesNotContain("s3cret");
      camera.close();
      assertThatThrownBy(recording::await)
          .hasMessageContaining("in vain")
          .hasMessageContaining("//***@" + camera.authority())
          .hasMessageNotContaining("s3cret");
    } finally {
      System.setErr(err);
    }
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("ffmpeg is started again")
        .contains("//***@" + camera.authority())
        .doesNotContain("s3cret");
    assertThat(FfmpegCamera.children()).isEmpty();
  }

  @Test
  void open_wrongPassword_saysSo() {
    assertFails(capture("h264", "me:wr0ng@", Map.of()), Code.DEVICE_FAILED, "401 Unauthorized");
  }

  @Test
  void open_otherCodecThanTheCameraSends_saysWhatItSends() {
    assertFails(
        capture("h265", ESCAPED, Map.of()),
        Code.BAD_REQUEST,
        "h265 is wanted, but ffmpeg delivers h264");
  }

  private void assertFails(CaptureRequest request, Code code, String message) {
    assertThatThrownBy(() -> ffmpeg.open(request))
        .hasMessageContaining(message)
        .hasMessageNotContaining("wr0ng")
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThat(FfmpegCamera.children()).isEmpty();
  }

  private CaptureRequest capture(String video, String user, Map<String, String> others) {
    Map<String, String> options = new HashMap<>(others);
    options.put("preset", "rtsp");
    options.put("url", "rtsp://" + user + camera.authority() + "/stream");
    options.put("attempts", "3");
    return CaptureRequest.builder().video(video).audio("g711a").options(options).build();
  }

  private List<String> decodedByItself() throws IOException {
    Path stream = folder.resolve("camera.h264");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pictures.forEach(all::writeBytes);
    Files.write(stream, all.toByteArray());
    return Decoded.pictureHashes(stream);
  }

  private static String commandLine(ProcessHandle process) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
  }
}
