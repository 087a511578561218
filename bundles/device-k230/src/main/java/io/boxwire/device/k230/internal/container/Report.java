package io.boxwire.device.k230.internal.container;

import io.boxwire.api.Pace;
import io.boxwire.api.RecordingStatistics;

/**
 * How far a session has come, or came.
 *
 * @param statistics of what was recorded
 * @param lateness of what was played
 */
record Report(RecordingStatistics statistics, Pace.Lateness lateness) {
  /** Of a session that has done nothing. */
  static final Report NOTHING =
      new Report(RecordingStatistics.builder().build(), Pace.Lateness.NONE);
}
