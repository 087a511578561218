package io.boxwire.recorder.internal.configured;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All recordings that configuration asks for. Safe for use by any number of threads. */
public final class ConfiguredRecordings implements RecordingConfigurations {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredRecordings.class);

  /** How long a recording that is stopped may take to close its file, before nobody waits more. */
  private static final Duration END = Duration.ofSeconds(8);

  private final ConfiguredRecording.Surroundings around;
  private final List<Slot> slots = new CopyOnWriteArrayList<>();

  /**
   * Makes a set without any.
   *
   * @param engine starts their runs
   * @param schedule knows the time
   * @param ends remembers where their runs left off
   */
  public ConfiguredRecordings(Engine engine, Schedule schedule, RunEnds ends) {
    this.around = new ConfiguredRecording.Surroundings(engine, schedule, new Names(), ends);
  }

  @Override
  public Entry add(String pid) {
    Slot slot = new Slot(pid);
    slots.add(slot);
    return slot;
  }

  /** A part has come: what waits for one tries to run. */
  public void partsChanged() {
    recordings().forEach(ConfiguredRecording::partsChanged);
  }

  /**
   * Takes what happened to a recording, if it is a run of one of these.
   *
   * @param run how it stands
   * @param event what happened
   * @return false if it is none of these, and somebody else has to tell it
   */
  public boolean told(RecordingStatus run, MediaEvent event) {
    Optional<ConfiguredRecording> owner =
        recordings().filter(recording -> recording.owns(run.request())).findFirst();
    owner.ifPresent(recording -> recording.told(run, event));
    return owner.isPresent();
  }

  /**
   * How they stand.
   *
   * @return in any order
   */
  public List<RecordingStatus> statuses() {
    return slots.stream().map(Slot::status).flatMap(Optional::stream).toList();
  }

  /**
   * Whether a recording is a run of one of these, which {@link #statuses} has.
   *
   * @param request of the recording
   * @return true if it is
   */
  public boolean owns(RecordingRequest request) {
    return recordings().anyMatch(recording -> recording.owns(request));
  }

  /**
   * Stops all, which wait for no part any more that is missing, and waits a bounded time until
   * their files are closed.
   */
  public void close() {
    recordings().forEach(ConfiguredRecording::stopNow);
    recordings().forEach(ConfiguredRecordings::awaitEnd);
    slots.clear();
  }

  private Stream<ConfiguredRecording> recordings() {
    return slots.stream().map(slot -> slot.recording).flatMap(Optional::stream);
  }

  private static void awaitEnd(ConfiguredRecording recording) {
    try {
      if (!recording.awaitEnd(END)) {
        LOG.warn("recording {} does not end; its device hangs", recording.plan().name());
      }
    } catch (InterruptedException e) {
      // It ends all the same; only nobody waits for it.
      Thread.currentThread().interrupt();
    }
  }

  /** What there is for one configuration: a recording, or why there is none. */
  private final class Slot implements Entry {
    private final String pid;
    private volatile Optional<ConfiguredRecording> recording = Optional.empty();
    private volatile Optional<RecordingStatus> refused = Optional.empty();

    Slot(String pid) {
      this.pid = pid;
    }

    @Override
    public void change(RecordingPlan plan) {
      if (recording.filter(there -> there.plan().equals(plan)).isPresent()) {
        return;
      }
      stop(ConfiguredRecording::stop);
      refused = Optional.empty();
      ConfiguredRecording next = new ConfiguredRecording(pid, plan, around);
      recording = Optional.of(next);
      next.partsChanged();
    }

    @Override
    public void refuse(String name, String reason) {
      stop(ConfiguredRecording::stop);
      RecordingRequest nothing =
          RecordingRequest.to(new Sink.File(Path.of("none.mp4")), CaptureRequest.builder().build())
              .name(name)
              .build();
      refused =
          Optional.of(
              RecordingStatus.of(
                      name, RecordingStatus.Origin.CONFIGURATION, nothing, Recording.State.FAILED)
                  .failure(Optional.of(Objects.requireNonNull(reason)))
                  .build());
    }

    @Override
    public void remove(Removal removal) {
      boolean forGood = removal == Removal.FOR_GOOD;
      // Where the recorder goes, the part that is missing may be back only when it is gone.
      stop(forGood ? ConfiguredRecording::stop : ConfiguredRecording::stopNow);
      slots.remove(this);
      if (forGood) {
        around.ends().remove(pid);
      }
    }

    /** Whoever waited for its name gets it. */
    private void stop(Consumer<ConfiguredRecording> how) {
      Optional<ConfiguredRecording> old = recording;
      old.ifPresent(how);
      old.ifPresent(ConfiguredRecordings::awaitEnd);
      recording = Optional.empty();
      if (old.isPresent()) {
        partsChanged();
      }
    }

    private Optional<RecordingStatus> status() {
      return recording.map(ConfiguredRecording::status).or(() -> refused);
    }
  }
}
