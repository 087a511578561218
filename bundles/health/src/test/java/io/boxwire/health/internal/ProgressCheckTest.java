package io.boxwire.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressCheckTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final ProgressCheck check = new ProgressCheck(Duration.ofSeconds(2), () -> now);

  private RecordingStatus written(Duration before, long pictures, Duration mediaTime) {
    return Statuses.of(
        "one",
        State.RUNNING,
        RecordingStatistics.builder()
            .written(pictures, 0, 1000, mediaTime)
            .writing(Duration.ZERO, Optional.of(now.minus(before))));
  }

  private Finding only(RecordingStatus recording) {
    List<Finding> findings = check.check(List.of(recording));
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  @Test
  void writtenLately_advances() {
    assertThat(only(written(Duration.ofSeconds(2), 50, Duration.ofSeconds(2))))
        .isEqualTo(Finding.ok("one: advances"));
  }

  @Test
  void nothingWrittenForTooLong_isCritical() {
    assertThat(only(written(Duration.ofMillis(2001), 50, Duration.ofSeconds(2))))
        .isEqualTo(Finding.critical("one: nothing was written for 2001 ms"));
  }

  @Test
  void runsAgainAfterAPause_isMeasuredFromThePauseOn() {
    assertThat(only(Statuses.of("one", State.WAITING)).level()).isEqualTo(Finding.Level.WAITING);
    RecordingStatus again = written(Duration.ofMinutes(1), 50, Duration.ofSeconds(2));
    now = now.plusSeconds(2);
    assertThat(only(again)).isEqualTo(Finding.ok("one: advances"));
    now = now.plusMillis(1);
    assertThat(only(again)).isEqualTo(Finding.critical("one: nothing was written for 2001 ms"));
  }

  @Test
  void fewPictures_areWaitedForLonger() {
    // A picture each second.
    assertThat(only(written(Duration.ofSeconds(5), 60, Duration.ofMinutes(1))).level())
        .isEqualTo(Finding.Level.OK);
    assertThat(only(written(Duration.ofMillis(5001), 60, Duration.ofMinutes(1))).level())
        .isEqualTo(Finding.Level.CRITICAL);
  }

  @Test
  void neverWritten_isCriticalSomeTimeAfterItWasFirstSeen() {
    RecordingStatus begun = Statuses.of("one", State.RUNNING);
    assertThat(only(begun).level()).isEqualTo(Finding.Level.OK);
    now = now.plusSeconds(2);
    assertThat(only(begun).level()).isEqualTo(Finding.Level.OK);
    now = now.plusMillis(1);
    assertThat(only(begun)).isEqualTo(Finding.critical("one: nothing was written for 2001 ms"));
  }

  @ParameterizedTest
  @CsvSource({"OPEN,OK", "WAITING,WAITING", "STOPPING,OK", "ENDED,OK", "FAILED,CRITICAL"})
  void otherStates_areJudgedByThemselves(State state, Finding.Level level) {
    assertThat(only(Statuses.of("one", state)).level()).isEqualTo(level);
  }
}
