package io.boxwire.monitor.internal;

import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Recordings as a recorder would tell of them, with figures that differ. */
final class Statuses {
  private Statuses() {}

  static RecordingStatus of(String name) {
    return of(name, Recording.State.RUNNING, 10);
  }

  static RecordingStatus of(String name, Recording.State state, long videoFrames) {
    Path file = Path.of("/recordings", "one.mp4");
    RecordingRequest request =
        RecordingRequest.to(new Sink.File(file), CaptureRequest.builder().video("h264").build())
            .device("camera")
            .build();
    return RecordingStatus.of(name, RecordingStatus.Origin.CALL, request, state)
        .waitsFor(Optional.of("the muxer"))
        .failure(Optional.of("no room"))
        .files(List.of(file))
        .statistics(
            RecordingStatistics.builder()
                .written(videoFrames, 20, 3000, Duration.ofSeconds(4))
                .queue(5, 64, 7, 8)
                .missing(9, 11)
                .lost(12)
                .writing(Duration.ofMillis(1500), Optional.of(Instant.EPOCH))
                .build())
        .build();
  }

  static Recorder recorder(Supplier<List<RecordingStatus>> recordings) {
    return (Recorder)
        Proxy.newProxyInstance(
            Recorder.class.getClassLoader(),
            new Class<?>[] {Recorder.class},
            (proxy, method, arguments) -> recordings.get());
  }
}
