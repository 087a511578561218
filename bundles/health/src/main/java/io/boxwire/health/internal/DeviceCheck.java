package io.boxwire.health.internal;

import io.boxwire.api.Recording;
import io.boxwire.api.RecordingStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether the capture device of each recording is present and delivers. A device that has dropped
 * frames since the last look is worth a warning.
 */
final class DeviceCheck implements RecordingsCheck {
  private final Supplier<Set<String>> present;

  /** Frames dropped at the last look, by the name of the recording. */
  private Map<String, Long> dropped = Map.of();

  /**
   * Makes a check.
   *
   * @param present the devices that there are now
   */
  DeviceCheck(Supplier<Set<String>> present) {
    this.present = present;
  }

  @Override
  public synchronized List<Finding> check(List<RecordingStatus> recordings) {
    Set<String> devices = present.get();
    Map<String, Long> now = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (RecordingStatus recording : recordings) {
      long count = recording.statistics().framesDropped();
      now.put(recording.name(), count);
      Long before = dropped.get(recording.name());
      String since = before == null ? " so far" : " since the last check";
      findings.add(judge(recording, devices, count - (before == null ? 0 : before), since));
    }
    dropped = now;
    return findings;
  }

  private static Finding judge(
      RecordingStatus recording, Set<String> devices, long lately, String since) {
    String device = "the device " + recording.request().device();
    String name = recording.name() + ": ";
    if (recording.state() == Recording.State.FAILED) {
      return Finding.failed(recording);
    }
    if (!devices.contains(recording.request().device())) {
      return Finding.critical(name + device + " is not present");
    }
    if (recording.state() == Recording.State.WAITING) {
      return Finding.waiting(recording);
    }
    if (lately > 0) {
      return Finding.warn(name + device + " has dropped " + lately + " frames" + since);
    }
    return Finding.ok(name + device + " delivers");
  }
}
