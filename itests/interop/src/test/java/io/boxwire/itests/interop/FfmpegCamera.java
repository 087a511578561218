package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ffmpeg capture device with the ffmpeg of Maven Central, as plain jars. */
final class FfmpegCamera {
  private final Path folder;
  private final Path script;

  /**
   * Makes it.
   *
   * @param folder where recordings go, and a script: ffmpeg has to be told where libraries lie
   */
  FfmpegCamera(Path folder) throws IOException {
    this.folder = folder;
    this.script = folder.resolve("ffmpeg");
    String libraries = Ffmpeg.environment().get("LD_LIBRARY_PATH");
    Files.writeString(
        script,
        "#!/bin/sh\nLD_LIBRARY_PATH='%s' exec '%s' \"$@\"\n".formatted(libraries, Ffmpeg.ffmpeg()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  /** What is recorded into. */
  Path file() {
    return folder.resolve("out.mp4");
  }

  /** Opens the device. */
  CaptureSession open(CaptureRequest capture) throws MediaException {
    return boxwire().devices().stream()
        .filter(device -> device.id().equals("ffmpeg"))
        .findFirst()
        .orElseThrow()
        .open(withExecutable(capture));
  }

  /** Starts a recording. */
  Recording start(CaptureRequest capture, Layout layout, Duration time) throws MediaException {
    Recorder recorder = boxwire().recorder().orElseThrow();
    return recorder.start(
        RecordingRequest.to(new Sink.File(file()), withExecutable(capture))
            .device("ffmpeg")
            .muxer(MuxerOptions.builder().layout(layout).build())
            .duration(time)
            .build());
  }

  /** Records to the end. */
  Recording record(CaptureRequest capture, Layout layout, Duration time) throws Exception {
    Recording recording = start(capture, layout, time);
    recording.await();
    return recording;
  }

  /** Waits until so many pictures are written. */
  static void awaitPictures(Recording recording, long count) throws Exception {
    while (recording.statistics().videoFrames() < count) {
      assertThat(recording.await(Duration.ofMillis(5))).isFalse();
    }
  }

  /** The processes that run for this one. */
  static List<ProcessHandle> children() {
    return ProcessHandle.current().children().toList();
  }

  private CaptureRequest withExecutable(CaptureRequest capture) {
    Map<String, String> options = new HashMap<>(capture.options());
    options.put("ffmpeg", script.toString());
    CaptureRequest.Builder request = CaptureRequest.builder().options(options);
    capture.videoCodec().ifPresent(request::video);
    capture.audioCodec().ifPresent(request::audio);
    if (capture.width() != 0) {
      request.size(capture.width(), capture.height());
    }
    return request.build();
  }

  private static Boxwire boxwire() {
    return Boxwire.load(FfmpegCamera.class.getClassLoader());
  }
}
