package io.boxwire.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceCheckTest {
  private final DeviceCheck check = new DeviceCheck(() -> Set.of("camera"));

  private static RecordingStatus dropped(String name, long frames) {
    return Statuses.of(name, State.RUNNING, RecordingStatistics.builder().missing(frames, 0));
  }

  private Finding only(RecordingStatus recording) {
    List<Finding> findings = check.check(List.of(recording));
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  @Test
  void presentAndDelivering_isOk() {
    assertThat(only(Statuses.of("one", State.RUNNING)))
        .isEqualTo(Finding.ok("one: the device camera delivers"));
  }

  @Test
  void absent_isCritical() {
    assertThat(new DeviceCheck(Set::of).check(List.of(Statuses.of("one", State.WAITING))))
        .containsExactly(Finding.critical("one: the device camera is not present"));
  }

  @Test
  void recordingFailed_isCriticalAndSaysWhy() {
    assertThat(only(Statuses.of("one", State.FAILED)))
        .isEqualTo(Finding.critical("one: failed: no more room"));
  }

  @Test
  void recordingWaits_saysForWhat() {
    assertThat(only(Statuses.of("one", State.WAITING)))
        .isEqualTo(new Finding(Finding.Level.WAITING, "one: waits for the codec h264"));
  }

  @Test
  void framesDropped_areWarnedOfWhileTheyGrow() {
    assertThat(only(dropped("one", 3)))
        .isEqualTo(Finding.warn("one: the device camera has dropped 3 frames so far"));
    assertThat(only(dropped("one", 3)).level()).isEqualTo(Finding.Level.OK);
    assertThat(only(dropped("one", 8)))
        .isEqualTo(
            Finding.warn("one: the device camera has dropped 5 frames since the last check"));
  }

  @Test
  void framesDropped_areCountedForEachRecording() {
    check.check(List.of(dropped("one", 3), dropped("two", 0)));
    assertThat(check.check(List.of(dropped("one", 3), dropped("two", 1))))
        .extracting(Finding::level)
        .containsExactly(Finding.Level.OK, Finding.Level.WARN);
  }
}
