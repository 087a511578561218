package io.boxwire.device.k230.internal.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Backoff backoff = new Backoff(6, SECOND, Duration.ofSeconds(10));

  @Test
  void next_inARow_doublesUpToTheLongest() {
    for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
      assertThat(backoff.next()).contains(Duration.ofSeconds(seconds));
    }
    assertThat(backoff).hasToString("attempt 6 of 6");
    assertThat(backoff.next()).isEmpty();
    assertThat(backoff.next()).isEmpty();
  }

  @Test
  void ran_longEnough_beginsANewRow() {
    for (int i = 0; i < 6; i++) {
      backoff.next();
    }
    backoff.ran(Duration.ofSeconds(10));
    assertThat(backoff.next()).contains(SECOND);
  }

  @Test
  void ran_shortly_goesOnWithTheRow() {
    backoff.next();
    backoff.ran(Duration.ofMillis(9999));
    assertThat(backoff.next()).contains(Duration.ofSeconds(2));
  }

  @Test
  void next_noWait_stillCounts() {
    Backoff eager = new Backoff(2, Duration.ZERO, Duration.ZERO);
    assertThat(eager.next()).contains(Duration.ZERO);
    eager.ran(Duration.ZERO);
    assertThat(eager.next()).contains(Duration.ZERO);
    assertThat(eager.next()).isEmpty();
  }

  @Test
  void next_noAttempts_isNone() {
    assertThat(new Backoff(0, SECOND, SECOND).next()).isEmpty();
  }
}
