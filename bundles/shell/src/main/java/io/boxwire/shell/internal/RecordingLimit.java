package io.boxwire.shell.internal;

import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** When a recording ends by itself, and how far it is on the way there. */
record RecordingLimit(OptionalLong frames, Optional<Duration> time) {
  static final Option FRAMES =
      Option.value("--frames", "N", "end after N video frames (default 200)");
  static final Option SECONDS = Option.value("--seconds", "S", "end after so much time");

  private static final long DEFAULT_FRAMES = 200;

  static RecordingLimit of(Arguments arguments) throws UsageException {
    OptionalLong frames = arguments.count(FRAMES);
    Optional<String> seconds = arguments.value(SECONDS);
    if (frames.isPresent() && seconds.isPresent()) {
      throw new UsageException("--frames and --seconds exclude each other");
    }
    if (seconds.isEmpty()) {
      return new RecordingLimit(OptionalLong.of(frames.orElse(DEFAULT_FRAMES)), Optional.empty());
    }
    return new RecordingLimit(
        OptionalLong.empty(), Optional.of(Numbers.period(SECONDS.name(), seconds.get())));
  }

  void addTo(RecordingRequest.Builder request) {
    frames.ifPresent(request::videoFrames);
    time.ifPresent(request::duration);
  }

  /** How much there is to do: frames, or milliseconds. */
  long total() {
    return frames.orElse(time.map(Duration::toMillis).orElse(0L));
  }

  /** How much of it is done. */
  long done(Recording recording) {
    RecordingStatistics statistics = recording.statistics();
    if (frames.isEmpty()) {
      return statistics.mediaTime().toMillis();
    }
    // Without video, audio blocks are counted.
    return statistics.videoFrames() > 0 ? statistics.videoFrames() : statistics.audioFrames();
  }
}
