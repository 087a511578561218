package io.boxwire.device.k230.internal.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.device.k230.internal.device.MetatypeDefaults;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FfmpegOptionsTest {
  private static final String OUT =
      " -f mov -movflags frag_every_frame+empty_moov+default_base_moof+delay_moov+skip_trailer"
          + " -min_frag_duration 1 -video_track_timescale 90000 pipe:1";
  private static final String LOW_LATENCY =
      " -fps_mode passthrough -preset ultrafast -tune zerolatency -pix_fmt yuv420p"
          + " -enc_time_base:v 1:90000";

  @Test
  void parse_nothingGiven_isTestPicturesInRealTime() throws Exception {
    assertThat(command("h264", "g711a", Map.of()))
        .isEqualTo(
            "ffmpeg -hide_banner -nostats -loglevel warning"
                + " -re -f lavfi -i testsrc2=size=1280x720:rate=30"
                + " -re -f lavfi -i sine=frequency=440:sample_rate=8000 -sn -dn"
                + (" -c:v libx264" + LOW_LATENCY + " -b:v 4000000 -g 30")
                + " -c:a pcm_alaw -ar 8000 -ac 1 -af asetnsamples=n=320:p=0"
                + OUT);
  }

  @Test
  void parse_v4l2_isTheBoardsCameraAndEncoder() throws Exception {
    assertThat(command("h265", "g711u", Map.of("preset", "v4l2", "bitrate", "2500k", "gop", "60")))
        .isEqualTo(
            "ffmpeg -hide_banner -nostats -loglevel warning -copyts"
                + " -f v4l2 -ts abs -thread_queue_size 64 -input_format nv12 -framerate 30"
                + " -video_size 1280x720 -i /dev/video1"
                + " -f alsa -thread_queue_size 1024 -ar 8000 -ac 1 -i default -sn -dn"
                + " -c:v hevc_v4l2m2m -vsync passthrough -enc_time_base:v 1:90000"
                + " -b:v 2500000 -g 60"
                + " -c:a pcm_mulaw -ar 8000 -ac 1 -af asetnsamples=n=320:p=0"
                + OUT);
  }

  @Test
  void parse_webcam_isEncodedByTheProcessor() throws Exception {
    Map<String, String> options =
        Map.of("preset", "webcam", "device", "/dev/video7", "fps", "30000/1001", "size", "640x480");
    assertThat(command("h264", "", options))
        .contains(" -framerate 30000/1001 -video_size 640x480 -i /dev/video7 -an -sn -dn ")
        .contains(" -c:v libx264 ")
        .doesNotContain("alsa");
  }

  @Test
  void parse_rtsp_keepsTheAddressOffTheCommandLine() throws Exception {
    Map<String, String> options =
        Map.of("preset", "rtsp", "url", "rtsp://me:pw@cam/1", "stall", "2.5");
    Invocation invocation = parse("h264", "g711a", options).invocation();
    assertThat(String.join(" ", invocation.command()))
        .isEqualTo(
            "ffmpeg -hide_banner -nostats -loglevel warning -f concat -safe 0"
                + " -protocol_whitelist pipe,fd,data,crypto,rtsp,rtp,tcp,udp,tls -i pipe:0"
                + " -sn -dn -c copy"
                + OUT);
    assertThat(invocation.script())
        .contains(
            """
            ffconcat version 1.0
            file 'rtsp://me:pw@cam/1'
            option rtsp_transport tcp
            option timeout 2500000
            option allowed_media_types video+audio
            """);
    assertThat(parse("", "g711a", options).invocation().script().orElseThrow())
        .contains("allowed_media_types audio\n");
  }

  @Test
  void parse_custom_isWhatTheUserWrote() throws Exception {
    Map<String, String> options =
        Map.of(
            "preset", "custom",
            "args", "-fflags nobuffer",
            "input", "-f x11grab -i ':0.0 a'",
            "output", "-c:v copy");
    assertThat(parse("h264", "", options).invocation().command())
        .containsSequence("-fflags", "nobuffer", "-f", "x11grab", "-i", ":0.0 a", "-an")
        .containsSequence("-c:v", "copy", "-f", "mov");
  }

  @Test
  void parse_requestedSize_goesBeforeTheOption() throws Exception {
    CaptureRequest request = CaptureRequest.builder().video("h264").size(320, 240).build();
    assertThat(FfmpegOptions.parse(request, FfmpegOptions.KNOWN).invocation().command())
        .contains("testsrc2=size=320x240:rate=30");
  }

  @Test
  void parse_times_areSeconds() throws Exception {
    Map<String, String> options =
        Map.of("start", "1.5", "stall", "600", "restart", "failure", "attempts", "0");
    assertThat(parse("h264", "", options).policy())
        .isEqualTo(
            new Policy(
                Duration.ofMillis(1500),
                Duration.ofSeconds(600),
                Policy.Restart.FAILURE,
                0,
                Duration.ofMillis(500),
                Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @CsvSource({
    "preset, camera, test or v4l2 or webcam or rtsp or custom",
    "size, 1280, WIDTHxHEIGHT",
    "fps, 0, 1 to 240",
    "fps, 241, 1 to 240",
    "fps, 30/0, 1 to 240",
    "fps, 1/2, 1 to 240",
    "bitrate, 4G, 1000 to",
    "bitrate, 999, 1000 to",
    "bitrate, 1001M, 1000 to",
    "gop, 0, 1 to 1000",
    "rate, 8010, multiple of 25",
    "channels, 3, 1 to 2",
    "stall, 0, 0.1 to 600",
    "stall, soon, 0.1 to 600",
    "backoff, -1, 0 to 3600",
    "backoff, 31, at least backoff",
    "restart, sometimes, always or failure or never",
    "attempts, x, whole number",
    "args, 'it''s', quote",
    "speed, 2, no option speed"
  })
  void parse_badValue_saysWhatIsPossible(String name, String value, String possible) {
    assertRefused("h264", "g711a", Map.of(name, value), possible);
  }

  @ParameterizedTest
  @CsvSource({"test", "v4l2", "webcam"})
  void parse_codecThePresetCanNot_saysWhatItCan(String preset) {
    assertRefused("av1", "", Map.of("preset", preset), "h264 or h265, not av1");
    assertRefused("", "aac", Map.of("preset", preset), "g711a or g711u, not aac");
  }

  @ParameterizedTest
  @CsvSource({"''", "http://cam/1", "'rtsp://cam/a b'", "rtsp://cam/'x", "'rtsp://u:hidden@c/\n'"})
  void parse_badAddress_isNotRepeated(String url) {
    Map<String, String> options = Map.of("preset", "rtsp", "url", url);
    assertThatThrownBy(() -> parse("h264", "", options))
        .hasMessageStartingWith("url is an address rtsp://")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void parse_customWithoutInput_saysWhatIsMissing() {
    assertRefused("h264", "", Map.of("preset", "custom"), "option input");
  }

  @Test
  void parse_nothingWanted_isRefused() {
    assertRefused("", "", Map.of(), "neither video nor audio");
  }

  @Test
  void configuration_attributes_areTheOptionsWithTheirDefaults() {
    MetatypeDefaults.assertThoseOf(
        ConfiguredFfmpegDevice.Configuration.class, FfmpegOptions.KNOWN, "device_id");
  }

  private static String command(String video, String audio, Map<String, String> options)
      throws MediaException {
    return String.join(" ", parse(video, audio, options).invocation().command());
  }

  private static FfmpegOptions parse(String video, String audio, Map<String, String> options)
      throws MediaException {
    CaptureRequest.Builder request = CaptureRequest.builder().options(options);
    if (!video.isEmpty()) {
      request.video(video);
    }
    if (!audio.isEmpty()) {
      request.audio(audio);
    }
    return FfmpegOptions.parse(request.build(), FfmpegOptions.KNOWN);
  }

  private static void assertRefused(
      String video, String audio, Map<String, String> options, String possible) {
    assertThatThrownBy(() -> parse(video, audio, options))
        .hasMessageContaining(possible)
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_REQUEST));
  }
}
