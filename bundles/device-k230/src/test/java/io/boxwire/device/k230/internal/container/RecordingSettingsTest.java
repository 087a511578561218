package io.boxwire.device.k230.internal.container;

import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_MUXER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.device.k230.Mp4CfgStr;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingSettingsTest {
  @Test
  void request_everythingSet_asksTheRecorderForIt() throws Exception {
    Mp4CfgStr cfg = valid();
    cfg.setMuxerCfg("a/b.mp4", 1, 640, 360, 2, 1);
    cfg.muxerCfg.videoStartTimestamp = 1_234_567;
    cfg.setDevice("front", Map.of("fps", "15"));

    RecordingRequest request = RecordingSettings.request(cfg, "builtin", event -> {});

    assertThat(request.sink()).isEqualTo(new Sink.File(Path.of("a/b.mp4")));
    assertThat(request.device()).isEqualTo("front");
    assertThat(request.capture().options()).isEqualTo(Map.of("fps", "15"));
    assertThat(request.capture().videoCodec()).contains("h265");
    assertThat(request.capture().audioCodec()).contains("g711a");
    assertThat(request.capture().width()).isEqualTo(640);
    assertThat(request.capture().height()).isEqualTo(360);
    assertThat(request.muxer().layout()).isEqualTo(Layout.FRAGMENTED);
    assertThat(request.beginning()).isEqualTo(RecordingRequest.Beginning.LEADING_TRACK);
    assertThat(request.zero()).contains(Duration.ofNanos(1_234_567_000));
    assertThat(request.videoFrames()).isEmpty();
    assertThat(request.duration()).isEmpty();
  }

  @Test
  void request_defaults_areDefaultDeviceItsSizeHybridAndNoZero() throws Exception {
    RecordingRequest request = RecordingSettings.request(valid(), "camera", event -> {});

    assertThat(request.device()).isEqualTo("camera");
    assertThat(request.capture().width()).isZero();
    assertThat(request.capture().height()).isZero();
    assertThat(request.muxer().layout()).isEqualTo(Layout.HYBRID);
    assertThat(request.zero()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void request_impossible_isRefusedByName(Consumer<Mp4CfgStr> fault, String message) {
    Mp4CfgStr cfg = valid();
    fault.accept(cfg);

    assertThatThrownBy(() -> RecordingSettings.request(cfg, "builtin", event -> {}))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_REQUEST))
        .hasMessageContaining(message);
  }

  static Stream<Arguments> impossible() {
    String video =
        "videoPayloadType is MP4_CODEC_ID_H264 (0), MP4_CODEC_ID_H265 (1) or MP4_CODEC_ID_NONE (-1), not ";
    String audio =
        "audioPayloadType is MP4_CODEC_ID_G711A (2), MP4_CODEC_ID_G711U (3) or MP4_CODEC_ID_NONE (-1), not ";
    return Stream.of(
        fault(c -> c.muxerCfg.videoPayloadType = 2, video + "2"),
        fault(c -> c.muxerCfg.videoPayloadType = 3, video + "3"),
        fault(c -> c.muxerCfg.videoPayloadType = 4, video + "4"),
        fault(c -> c.muxerCfg.videoPayloadType = -2, video + "-2"),
        fault(c -> c.muxerCfg.audioPayloadType = 0, audio + "0"),
        fault(c -> c.muxerCfg.audioPayloadType = 1, audio + "1"),
        fault(c -> c.muxerCfg.audioPayloadType = 4, audio + "4"),
        fault(
            c -> {
              c.muxerCfg.videoPayloadType = -1;
              c.muxerCfg.audioPayloadType = -1;
            },
            "neither video nor audio is wanted"),
        fault(c -> c.muxerCfg.fileName = "", "fileName is empty"),
        fault(c -> c.muxerCfg.fileName = null, "fileName is empty"),
        fault(c -> c.muxerCfg.fileName = "a\0b", "fileName is no path"),
        fault(c -> c.muxerCfg.picWidth = -1, "-1x0"),
        fault(c -> c.muxerCfg.picHeight = 720, "0x720"),
        fault(c -> c.muxerCfg.picWidth = 1280, "1280x0"),
        fault(c -> c.muxerCfg.fmp4Flag = 2, "fmp4Flag is 0 or 1: 2"),
        fault(c -> c.muxerCfg.videoStartTimestamp = -5, "videoStartTimestamp"));
  }

  private static Arguments fault(Consumer<Mp4CfgStr> fault, String message) {
    return Arguments.of(fault, message);
  }

  private static Mp4CfgStr valid() {
    Mp4CfgStr cfg = new Mp4CfgStr(MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg("test.mp4", 0, 0, 0, 3);
    return cfg;
  }
}
