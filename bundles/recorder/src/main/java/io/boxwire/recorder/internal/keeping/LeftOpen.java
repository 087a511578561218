package io.boxwire.recorder.internal.keeping;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaListener;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Repairer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The files of earlier runs, each of which may have been left open: has them repaired, the youngest
 * first, since that is the one. For one thread.
 */
final class LeftOpen {
  private final OpenFiles open;
  private final MediaListener events;
  private final Deque<OwnFile> untried;

  /**
   * Takes files of earlier runs.
   *
   * @param files the oldest first
   * @param open those that somebody writes
   * @param events is told of what was repaired
   */
  LeftOpen(List<OwnFile> files, OpenFiles open, MediaListener events) {
    this.open = open;
    this.events = events;
    this.untried = new ArrayDeque<>(files);
  }

  /** Whether there is none that was not looked at. */
  boolean done() {
    return untried.isEmpty();
  }

  /**
   * Looks at the next one.
   *
   * @throws InterruptedException if interrupted; the file is as good as before, and can be repaired
   *     later
   */
  void repairNext(Repairer repairer) throws InterruptedException {
    OwnFile next = untried.removeLast();
    // It may have been removed meanwhile, as one too many.
    if (Files.exists(next.path()) && !open.uses(next.path())) {
      repair(repairer, next);
    }
  }

  private void repair(Repairer repairer, OwnFile file) throws InterruptedException {
    try {
      RepairReport report = repairer.repair(RepairRequest.of(file.path()));
      if (report.outcome() == RepairReport.Outcome.INCOMPLETE) {
        left(file, String.join("; ", report.remarks()));
      } else if (report.outcome() != RepairReport.Outcome.WHOLE) {
        tell(
            MediaEvent.of(Kind.FILE_REPAIRED, message(file, report))
                .withFrames(report.samples().values().stream().mapToLong(n -> n).sum()),
            file);
      }
    } catch (MediaException e) {
      left(file, e.getMessage());
    } catch (RuntimeException e) {
      left(file, "the repairer failed: " + e);
    }
  }

  private void left(OwnFile file, String why) {
    String what = " of an earlier run can't be repaired, and is left as it is: ";
    tell(MediaEvent.of(Kind.FILE_LEFT, file.path() + what + why), file);
  }

  private void tell(MediaEvent event, OwnFile file) {
    events.onEvent(event.withFile(file.path()));
  }

  private static String message(OwnFile file, RepairReport report) {
    List<String> said = new ArrayList<>();
    said.add(
        file.path()
            + " was left open by an earlier run, and is repaired; "
            + report.bytesLost()
            + " bytes of it are lost");
    said.addAll(report.remarks());
    try {
      // What it shows is no younger than it was.
      Files.setLastModifiedTime(file.path(), FileTime.from(file.written()));
    } catch (IOException e) {
      said.add("it counts as new, since its time can't be set: " + e.getMessage());
    }
    return String.join("; ", said);
  }
}
