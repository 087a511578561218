package io.boxwire.health.internal;

import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingStatus;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;

/** Makes a health check's result of what a check of ours has found. */
final class Results {
  private Results() {}

  /**
   * Runs a check on the recordings of all recorders.
   *
   * @param check what judges
   * @param recorders all that are present
   * @return the worst of what was found counts
   */
  static Result of(RecordingsCheck check, List<Recorder> recorders) {
    List<RecordingStatus> recordings =
        recorders.stream().flatMap(recorder -> recorder.recordings().stream()).toList();
    ResultLog log = new ResultLog();
    for (Finding finding : check.check(recordings)) {
      log.add(new ResultLog.Entry(status(finding.level()), finding.message()));
    }
    if (recordings.isEmpty()) {
      log.add(new ResultLog.Entry(Result.Status.OK, "there is no recording"));
    }
    return new Result(log);
  }

  private static Result.Status status(Finding.Level level) {
    return switch (level) {
      case OK -> Result.Status.OK;
      case WARN -> Result.Status.WARN;
      case WAITING -> Result.Status.TEMPORARILY_UNAVAILABLE;
      case CRITICAL -> Result.Status.CRITICAL;
    };
  }
}
