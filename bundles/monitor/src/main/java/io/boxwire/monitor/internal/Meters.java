package io.boxwire.monitor.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingListener;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import io.boxwire.monitor.internal.Roster.Entry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Binds meters for each recording to Micrometer's registry, as long as one is a service and there
 * is a recorder. The one class that knows Micrometer: nothing loads it before.
 */
@Component(service = RecordingListener.class, immediate = true)
public final class Meters implements RecordingListener {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private static final String PREFIX = "boxwire.recording.";

  private final RosterThread thread;

  /**
   * Makes the component.
   *
   * @param registry what collects the meters
   * @param recorder whose recordings are metered
   */
  @Activate
  public Meters(@Reference MeterRegistry registry, @Reference Recorder recorder) {
    thread =
        new RosterThread(
            "boxwire-monitor-meters", new Roster(recorder::recordings, new Bound(registry)), EVERY);
  }

  @Deactivate
  void deactivate() {
    thread.close();
  }

  @Override
  public void onEvent(RecordingStatus recording, MediaEvent event) {
    thread.wake();
  }

  /** The meters in a registry. Under the roster's lock. */
  static final class Bound implements Roster.Guest {
    private final MeterRegistry registry;

    /** The recordings as well: a registry holds what it measures weakly. */
    private final Map<Entry, List<Meter>> meters = new HashMap<>();

    Bound(MeterRegistry registry) {
      this.registry = registry;
    }

    @Override
    public void came(Entry recording) {
      meters.put(
          recording,
          List.of(
              frames(recording, "video", RecordingStatistics::videoFrames),
              frames(recording, "audio", RecordingStatistics::audioFrames),
              counter(recording, "written", "bytes", RecordingStatistics::bytes),
              missing(recording, "lost", RecordingStatistics::framesLost),
              missing(recording, "dropped", RecordingStatistics::framesDropped),
              missing(recording, "refused", RecordingStatistics::framesRefused),
              counter(recording, "queue.waits", "frames", RecordingStatistics::queueWaits),
              gauge(recording, "queue.size", "frames", s -> s.statistics().queuedFrames()),
              gauge(recording, "queue.peak", "frames", s -> s.statistics().queuePeak()),
              gauge(recording, "write.longest", "seconds", Bound::longestWrite),
              gauge(recording, "running", "", s -> is(s, Recording.State.RUNNING)),
              gauge(recording, "waiting", "", s -> is(s, Recording.State.WAITING))));
    }

    private static double longestWrite(RecordingStatus status) {
      return status.statistics().longestWrite().toNanos() / 1e9;
    }

    private static double is(RecordingStatus status, Recording.State state) {
      return status.state() == state ? 1 : 0;
    }

    private Meter frames(
        Entry recording, String kind, ToDoubleFunction<RecordingStatistics> figure) {
      return counter(recording, "frames", "frames", figure, Tag.of("kind", kind));
    }

    private Meter missing(
        Entry recording, String reason, ToDoubleFunction<RecordingStatistics> figure) {
      return counter(recording, "frames.missing", "frames", figure, Tag.of("reason", reason));
    }

    private Meter counter(
        Entry recording,
        String name,
        String unit,
        ToDoubleFunction<RecordingStatistics> figure,
        Tag... further) {
      return FunctionCounter.builder(
              PREFIX + name, recording, r -> figure.applyAsDouble(r.status().statistics()))
          .tags(tags(recording).and(further))
          .baseUnit(unit)
          .register(registry);
    }

    private Meter gauge(
        Entry recording, String name, String unit, ToDoubleFunction<RecordingStatus> figure) {
      Gauge.Builder<Entry> gauge =
          Gauge.builder(PREFIX + name, recording, r -> figure.applyAsDouble(r.status()))
              .tags(tags(recording));
      return (unit.isEmpty() ? gauge : gauge.baseUnit(unit)).register(registry);
    }

    private static Tags tags(Entry recording) {
      return Tags.of("recording", recording.name());
    }

    @Override
    public void left(Entry recording) {
      List<Meter> gone = meters.remove(recording);
      if (gone != null) {
        gone.forEach(registry::remove);
      }
    }
  }
}
