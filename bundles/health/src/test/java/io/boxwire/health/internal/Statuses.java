package io.boxwire.health.internal;

import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Recordings as a recorder would tell of them. */
final class Statuses {
  static final Path FOLDER = Path.of("/recordings");

  private Statuses() {}

  static RecordingStatus of(String name, Recording.State state) {
    return of(name, state, RecordingStatistics.builder());
  }

  static RecordingStatus of(
      String name, Recording.State state, RecordingStatistics.Builder statistics) {
    Path file = FOLDER.resolve(name + ".mp4");
    RecordingRequest request =
        RecordingRequest.to(
                new Sink.File(file), CaptureRequest.builder().video("h264").audio("g711u").build())
            .device("camera")
            .build();
    return RecordingStatus.of(name, RecordingStatus.Origin.CALL, request, state)
        .waitsFor(
            state == Recording.State.WAITING ? Optional.of("the codec h264") : Optional.empty())
        .failure(state == Recording.State.FAILED ? Optional.of("no more room") : Optional.empty())
        .statistics(statistics.build())
        .files(List.of(file))
        .build();
  }
}
