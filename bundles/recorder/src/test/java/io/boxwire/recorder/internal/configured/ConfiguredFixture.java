package io.boxwire.recorder.internal.configured;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Configured recordings on a recorder and a clock that tests command. */
@Timeout(30)
abstract class ConfiguredFixture {
  @TempDir Path folder;

  final FakeEngine engine = new FakeEngine();
  final FakeSchedule schedule = new FakeSchedule();
  RunEnds ends = new RunEnds(Optional.empty());
  ConfiguredRecordings recordings;

  @BeforeEach
  void makeRecordings() {
    recordings = new ConfiguredRecordings(engine, schedule, ends);
    engine.tellTo((status, event) -> recordings.told(status, event));
  }

  /** A recording for which there is a configuration from now on. */
  RecordingConfigurations.Entry configure(String pid, RecordingPlan plan) {
    RecordingConfigurations.Entry entry = recordings.add(pid);
    entry.change(plan);
    return entry;
  }

  RecordingPlan plan(String name) {
    return new RecordingPlan(
        name,
        "cam",
        Map.of(),
        Optional.of("h264"),
        Optional.of("g711u"),
        Optional.empty(),
        folder,
        "%o-%n.mp4",
        Layout.HYBRID,
        Optional.of(Duration.ofMinutes(10)),
        OptionalLong.empty(),
        Retention.everything(),
        Safety.USUAL,
        Duration.ofSeconds(10),
        Duration.ofSeconds(8));
  }

  RecordingStatus status() {
    return recordings.statuses().get(0);
  }

  void partComes() {
    engine.missing = Optional.empty();
    recordings.partsChanged();
  }

  static MediaException failure(String message) {
    return MediaException.of(MediaException.Code.DEVICE_FAILED, message);
  }

  Optional<MediaEvent> gap() {
    return engine.events.stream()
        .filter(event -> event.kind() == MediaEvent.Kind.GAP)
        .reduce((a, b) -> b);
  }
}
