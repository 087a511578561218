package io.boxwire.recorder.internal.configured;

import io.boxwire.api.Demuxer;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.TrackSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A recorder whose parts, and the ends of whose runs, tests command. */
final class FakeEngine implements Engine {
  /** What stands against a run, if anything does. */
  Optional<String> missing = Optional.empty();

  /** What starting a run fails with, if it does. */
  Optional<MediaException> refusal = Optional.empty();

  /** Whether a run ends before whoever started it is told that it has begun. */
  boolean endsAtOnce;

  /** What a file of an earlier run has. */
  Optional<Demuxer> content = Optional.empty();

  int tries;
  final List<Run> runs = new ArrayList<>();

  /** What listeners were told: state and event. */
  final List<String> told = new ArrayList<>();

  final List<MediaEvent> events = new ArrayList<>();
  private BiConsumer<RecordingStatus, MediaEvent> consumer = (status, event) -> {};

  void tellTo(BiConsumer<RecordingStatus, MediaEvent> value) {
    consumer = value;
  }

  @Override
  public Optional<String> missing(String device, Collection<String> codecs) {
    return missing;
  }

  @Override
  public Recording start(RecordingRequest request) throws MediaException {
    tries++;
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    Run run = new Run(request, runs.size() + 1);
    runs.add(run);
    run.tell(Kind.RECORDING_STARTED);
    run.tell(Kind.FILE_OPENED);
    if (endsAtOnce) {
      run.end(Optional.of("no space left"));
    }
    return run;
  }

  @Override
  public Optional<Demuxer> read(Path file) {
    return content;
  }

  @Override
  public Optional<RecordingStatus> running(RecordingRequest request) {
    return runs.stream()
        .filter(run -> run.request == request && !run.ended)
        .map(Run::status)
        .findFirst();
  }

  @Override
  public void hurry(RecordingRequest request) {
    runs.stream().filter(run -> run.request == request).forEach(run -> run.hurried = true);
  }

  @Override
  public void tell(RecordingStatus recording, MediaEvent event) {
    events.add(event);
    told.add(recording.state() + " " + event.kind());
  }

  Run last() {
    return runs.get(runs.size() - 1);
  }

  /** What was told since this was last asked. */
  List<String> news() {
    List<String> news = List.copyOf(told);
    told.clear();
    return news;
  }

  /** A run that tests let write and end. */
  final class Run implements Recording {
    final RecordingRequest request;
    boolean hangs;
    boolean hurried;
    Optional<String> waitsFor = Optional.empty();
    private final int number;
    private boolean ended;
    private Optional<String> failure = Optional.empty();
    private RecordingStatistics statistics = RecordingStatistics.builder().build();

    private Run(RecordingRequest request, int number) {
      this.request = request;
      this.number = number;
    }

    /** Has begun a file, having written up to these spans. */
    void begins(Path file, TrackSpan... spans) {
      statistics =
          RecordingStatistics.builder()
              .written(1, 1, 1000, Duration.ofSeconds(1))
              .began(Optional.of(Duration.ZERO))
              .spans(List.of(spans))
              .build();
      consumer.accept(status(), MediaEvent.of(Kind.FILE_OPENED, "next").withFile(file));
    }

    /** Has written frames from a capture time on, 40 a second. */
    void writes(String from, String time) {
      Duration media = Duration.parse("PT" + time);
      statistics =
          RecordingStatistics.builder()
              .written(media.toMillis() * 30 / 1000, media.toMillis() / 100, 1000, media)
              .began(Optional.of(Duration.parse("PT" + from)))
              .build();
    }

    void end(Optional<String> why) {
      if (!ended) {
        endUntold(why);
        tell(Kind.RECORDING_ENDED);
      }
    }

    /** The recorder has let go of it, and is about to tell so. */
    void endUntold(Optional<String> why) {
      ended = true;
      failure = why;
    }

    void tell(Kind kind) {
      consumer.accept(status(), MediaEvent.of(kind, "run " + number));
    }

    RecordingStatus status() {
      return RecordingStatus.of("run", RecordingStatus.Origin.CALL, request, state())
          .statistics(statistics)
          .failure(failure)
          .waitsFor(waitsFor)
          .files(files())
          .build();
    }

    @Override
    public State state() {
      if (!ended) {
        return waitsFor.isPresent() ? State.WAITING : State.RUNNING;
      }
      return failure.isPresent() ? State.FAILED : State.ENDED;
    }

    @Override
    public void stop() {
      if (!hangs) {
        end(Optional.empty());
      }
    }

    @Override
    public void await() {
      throw new AssertionError("nobody waits for a run");
    }

    @Override
    public boolean await(Duration timeout) {
      throw new AssertionError("nobody waits for a run");
    }

    @Override
    public RecordingStatistics statistics() {
      return statistics;
    }

    @Override
    public List<Path> files() {
      return List.of(Path.of(number + ".mp4"));
    }
  }
}
