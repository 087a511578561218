package io.boxwire.recorder.internal.configured;

import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import java.util.Optional;

/**
 * How a configured recording stands, for anybody who asks.
 *
 * @param phase what it does
 * @param request of its run, unless it is idle
 * @param run its run, if it has one
 * @param waitsFor what it lacks, if it is known to lack something
 * @param failure why its last run, or try, ended
 * @param totals what its former runs have come to
 */
record Snapshot(
    Phase phase,
    Optional<RecordingRequest> request,
    Optional<Recording> run,
    Optional<String> waitsFor,
    Optional<String> failure,
    Totals totals) {
  /** What a recording does. */
  enum Phase {
    /** It waits for a part, or for the time of another try. */
    IDLE,
    /** A run is started. */
    STARTING,
    /** There is a run. */
    RUNNING
  }

  /** Of a recording that has not been tried. */
  static final Snapshot NEW =
      new Snapshot(
          Phase.IDLE,
          Optional.empty(),
          Optional.empty(),
          Optional.of("its parts"),
          Optional.empty(),
          Totals.NONE);

  Snapshot starting(RecordingRequest next) {
    return new Snapshot(
        Phase.STARTING, Optional.of(next), Optional.empty(), Optional.empty(), failure, totals);
  }

  Snapshot running(Recording started) {
    return new Snapshot(
        Phase.RUNNING, request, Optional.of(started), Optional.empty(), Optional.empty(), totals);
  }

  Snapshot idle(Totals sum, Optional<String> why) {
    return new Snapshot(Phase.IDLE, Optional.empty(), Optional.empty(), Optional.empty(), why, sum);
  }

  /** Where it stands while no run can say so itself. */
  Recording.State state() {
    return switch (phase) {
      case IDLE -> {
        if (waitsFor.isPresent()) {
          yield Recording.State.WAITING;
        }
        yield failure.isPresent() ? Recording.State.FAILED : Recording.State.ENDED;
      }
      case STARTING -> Recording.State.OPEN;
      case RUNNING -> Recording.State.STOPPING;
    };
  }

  Snapshot waitingFor(String part) {
    return new Snapshot(phase, request, run, Optional.of(part), failure, totals);
  }
}
