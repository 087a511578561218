package io.boxwire.health.internal;

import io.boxwire.api.RecordingStatus;
import java.util.List;

/** Judges recordings. Knows no framework; safe for use by any number of threads. */
interface RecordingsCheck {
  /**
   * Judges them.
   *
   * @param recordings all that there are now
   * @return what was found, at least one thing for each recording in progress; nothing if there is
   *     no recording
   */
  List<Finding> check(List<RecordingStatus> recordings);
}
