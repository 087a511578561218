package io.boxwire.recorder.internal.configured;

import io.boxwire.api.RecordingStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a recording has come to over several runs of the recorder.
 *
 * @param statistics the figures; of the queue, those of the last run but for the counts
 * @param files those begun last, at most {@value #MOST_FILES}
 */
record Totals(RecordingStatistics statistics, List<Path> files) {
  /** So many files are listed. */
  static final int MOST_FILES = 100;

  /** Of no run at all. */
  static final Totals NONE = new Totals(RecordingStatistics.builder().build(), List.of());

  Totals {
    files = List.copyOf(files);
  }

  /** These and those of a further run. */
  Totals and(RecordingStatistics run, List<Path> more) {
    List<Path> all = new ArrayList<>(files);
    all.addAll(more);
    return new Totals(
        sum(statistics, run), all.subList(Math.max(0, all.size() - MOST_FILES), all.size()));
  }

  private static RecordingStatistics sum(RecordingStatistics a, RecordingStatistics b) {
    return RecordingStatistics.builder()
        .written(
            a.videoFrames() + b.videoFrames(),
            a.audioFrames() + b.audioFrames(),
            a.bytes() + b.bytes(),
            a.mediaTime().plus(b.mediaTime()))
        .queue(
            b.queuedFrames(),
            b.queueCapacity(),
            Math.max(a.queuePeak(), b.queuePeak()),
            a.queueWaits() + b.queueWaits())
        .missing(a.framesDropped() + b.framesDropped(), a.framesRefused() + b.framesRefused())
        .leftOut(a.framesLeftOut() + b.framesLeftOut())
        .began(a.began().or(b::began))
        .lost(a.framesLost() + b.framesLost())
        .writing(b.longestWrite(), latest(b, a))
        .forced(a.forces() + b.forces(), longer(a.longestForce(), b.longestForce()))
        .clock(a.timesMended() + b.timesMended(), b.clockAhead())
        .build();
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Optional<Instant> latest(RecordingStatistics b, RecordingStatistics a) {
    return b.lastWritten().or(a::lastWritten);
  }
}
