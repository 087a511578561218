package io.boxwire.monitor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingStatus;
import io.boxwire.itests.fixtures.Waits;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<RecordingStatus> recordings = new CopyOnWriteArrayList<>();
  private final Roster roster = new Roster(() -> recordings, new Meters.Bound(registry));

  private Map<String, Double> values(String recording) {
    Map<String, Double> values = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      Meter.Id id = meter.getId();
      if (recording.equals(id.getTag("recording"))) {
        String further = id.getTag("kind") != null ? id.getTag("kind") : id.getTag("reason");
        values.put(
            id.getName() + (further == null ? "" : " " + further),
            meter.measure().iterator().next().getValue());
      }
    }
    return values;
  }

  @Test
  void recording_meters_areItsFigures() {
    recordings.add(Statuses.of("door"));
    roster.update();
    assertThat(values("door"))
        .containsOnly(
            entry("boxwire.recording.frames video", 10.0),
            entry("boxwire.recording.frames audio", 20.0),
            entry("boxwire.recording.written", 3000.0),
            entry("boxwire.recording.frames.missing lost", 12.0),
            entry("boxwire.recording.frames.missing dropped", 9.0),
            entry("boxwire.recording.frames.missing refused", 11.0),
            entry("boxwire.recording.queue.waits", 8.0),
            entry("boxwire.recording.queue.size", 5.0),
            entry("boxwire.recording.queue.peak", 7.0),
            entry("boxwire.recording.write.longest", 1.5),
            entry("boxwire.recording.running", 1.0),
            entry("boxwire.recording.waiting", 0.0));
  }

  @Test
  void recording_figuresGrow_metersFollow_alsoAfterACollection() {
    recordings.add(Statuses.of("door", State.RUNNING, 1));
    roster.update();
    System.gc();
    recordings.set(0, Statuses.of("door", State.WAITING, 30));
    roster.update();
    assertThat(values("door"))
        .contains(
            entry("boxwire.recording.frames video", 30.0),
            entry("boxwire.recording.running", 0.0),
            entry("boxwire.recording.waiting", 1.0));
  }

  @Test
  void recordingEnds_itsMetersGo_othersStay() {
    recordings.add(Statuses.of("door"));
    recordings.add(Statuses.of("yard"));
    roster.update();
    recordings.remove(0);
    roster.update();
    assertThat(values("door")).isEmpty();
    assertThat(values("yard")).hasSize(12);
    roster.clear();
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void component_followsTheRecorder_andLeavesNothing() {
    Meters meters = new Meters(registry, Statuses.recorder(() -> recordings));
    recordings.add(Statuses.of("door"));
    meters.onEvent(
        recordings.get(0), MediaEvent.of(MediaEvent.Kind.RECORDING_STARTED, "it has begun"));
    Waits.until(() -> registry.getMeters().size() == 12);
    meters.deactivate();
    assertThat(registry.getMeters()).isEmpty();
  }
}
