package io.boxwire.device.k230.internal.container;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711A;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H265;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_NONE;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingRequest.Beginning;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.MuxerCfgStr;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Turns a configuration into a request to the recorder, and refuses one that is impossible. */
final class RecordingSettings {
  private static final Map<Integer, String> VIDEO =
      Map.of(MP4_CODEC_ID_H264, "h264", MP4_CODEC_ID_H265, "h265");
  private static final Map<Integer, String> AUDIO =
      Map.of(MP4_CODEC_ID_G711A, "g711a", MP4_CODEC_ID_G711U, "g711u");

  private RecordingSettings() {}

  /**
   * Makes the request.
   *
   * @param cfg what a program asks for
   * @param defaultDevice what is recorded from if it names no device
   * @param listener is told of events
   * @throws MediaException {@code BAD_REQUEST} if the configuration is impossible
   */
  static RecordingRequest request(Mp4CfgStr cfg, String defaultDevice, MediaListener listener)
      throws MediaException {
    MuxerCfgStr muxer = given(cfg.muxerCfg, "muxerCfg");
    if (muxer.videoStartTimestamp < 0) {
      throw bad(
          "videoStartTimestamp is a time in microseconds, or 0: " + muxer.videoStartTimestamp);
    }
    RecordingRequest.Builder request =
        RecordingRequest.to(new Sink.File(path(muxer.fileName)), capture(cfg))
            .device(cfg.device().orElse(defaultDevice))
            .muxer(MuxerOptions.builder().layout(layout(muxer.fmp4Flag)).listener(listener).build())
            .beginning(Beginning.LEADING_TRACK);
    if (muxer.videoStartTimestamp > 0) {
      request.zero(Duration.of(muxer.videoStartTimestamp, ChronoUnit.MICROS));
    }
    return request.build();
  }

  /**
   * A field that may not be {@code null}.
   *
   * @throws MediaException {@code BAD_REQUEST} if it is
   */
  static <T> T given(T value, String field) throws MediaException {
    if (value == null) {
      throw bad(field + " is null");
    }
    return value;
  }

  /**
   * The path that a configuration names.
   *
   * @throws MediaException {@code BAD_REQUEST} if it is none
   */
  static Path path(String fileName) throws MediaException {
    if (fileName == null || fileName.isEmpty()) {
      throw bad("fileName is empty");
    }
    try {
      return Path.of(fileName);
    } catch (InvalidPathException e) {
      throw MediaException.of(Code.BAD_REQUEST, "fileName is no path: " + e.getMessage(), e);
    }
  }

  private static CaptureRequest capture(Mp4CfgStr cfg) throws MediaException {
    MuxerCfgStr muxer = cfg.muxerCfg;
    Optional<String> video =
        codec(
            "videoPayloadType",
            muxer.videoPayloadType,
            VIDEO,
            "MP4_CODEC_ID_H264 (0), MP4_CODEC_ID_H265 (1)");
    Optional<String> audio =
        codec(
            "audioPayloadType",
            muxer.audioPayloadType,
            AUDIO,
            "MP4_CODEC_ID_G711A (2), MP4_CODEC_ID_G711U (3)");
    if (video.isEmpty() && audio.isEmpty()) {
      throw bad("neither video nor audio is wanted: both payload types are MP4_CODEC_ID_NONE");
    }
    CaptureRequest.Builder capture = CaptureRequest.builder().options(cfg.deviceOptions());
    video.ifPresent(capture::video);
    audio.ifPresent(capture::audio);
    int width = muxer.picWidth;
    int height = muxer.picHeight;
    if (width < 0 || height < 0 || (width == 0) != (height == 0)) {
      throw bad("picWidth and picHeight are both more than 0, or both 0: " + width + "x" + height);
    }
    if (width > 0) {
      capture.size(width, height);
    }
    return capture.build();
  }

  private static Optional<String> codec(
      String field, int id, Map<Integer, String> allowed, String names) throws MediaException {
    if (id == MP4_CODEC_ID_NONE) {
      return Optional.empty();
    }
    if (!allowed.containsKey(id)) {
      throw bad(field + " is " + names + " or MP4_CODEC_ID_NONE (-1), not " + id);
    }
    return Optional.of(allowed.get(id));
  }

  private static Layout layout(int fmp4Flag) throws MediaException {
    return switch (fmp4Flag) {
      case 0 -> Layout.HYBRID;
      case 1 -> Layout.FRAGMENTED;
      default -> throw bad("fmp4Flag is 0 or 1: " + fmp4Flag);
    };
  }

  private static MediaException bad(String message) {
    return MediaException.of(Code.BAD_REQUEST, message);
  }
}
