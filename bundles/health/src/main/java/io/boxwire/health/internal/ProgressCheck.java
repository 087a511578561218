package io.boxwire.health.internal;

import io.boxwire.api.Recording;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether each recording advances: one that runs has had a frame written lately, or at least within
 * a few of its usual times between pictures.
 */
final class ProgressCheck implements RecordingsCheck {
  private static final int PICTURES = 5;

  private final Duration patience;
  private final InstantSource clock;

  /**
   * Before when nothing can have been expected of a recording: when it was last seen not to run, or
   * first seen with nothing written.
   */
  private Map<String, Instant> earliest = Map.of();

  /**
   * Makes a check.
   *
   * @param patience for how long nothing may be written
   * @param clock the system's clock, which the recorder goes by as well
   */
  ProgressCheck(Duration patience, InstantSource clock) {
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public synchronized List<Finding> check(List<RecordingStatus> recordings) {
    Instant now = clock.instant();
    Map<String, Instant> next = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (RecordingStatus recording : recordings) {
      next.put(recording.name(), expected(recording, now));
      findings.add(
          switch (recording.state()) {
            case RUNNING -> running(recording, now, next.get(recording.name()));
            case WAITING -> Finding.waiting(recording);
            case FAILED -> Finding.failed(recording);
            case OPEN -> Finding.ok(recording.name() + ": is about to begin");
            case STOPPING, ENDED -> Finding.ok(recording.name() + ": ends");
          });
    }
    earliest = next;
    return findings;
  }

  private Instant expected(RecordingStatus recording, Instant now) {
    if (recording.state() != Recording.State.RUNNING) {
      return now;
    }
    boolean written = recording.statistics().lastWritten().isPresent();
    return earliest.getOrDefault(recording.name(), written ? Instant.MIN : now);
  }

  private Finding running(RecordingStatus recording, Instant now, Instant expected) {
    String name = recording.name();
    RecordingStatistics statistics = recording.statistics();
    // What a former run wrote last is no measure of this one.
    Instant since = statistics.lastWritten().filter(expected::isBefore).orElse(expected);
    Duration idle = Duration.between(since, now);
    String message = name + ": nothing was written for " + idle.toMillis() + " ms";
    return idle.compareTo(patience(statistics)) > 0
        ? Finding.critical(message)
        : Finding.ok(name + ": advances");
  }

  private Duration patience(RecordingStatistics statistics) {
    long pictures = statistics.videoFrames();
    Duration usual =
        pictures > 1
            ? statistics.mediaTime().dividedBy(pictures).multipliedBy(PICTURES)
            : Duration.ZERO;
    return usual.compareTo(patience) > 0 ? usual : patience;
  }
}
