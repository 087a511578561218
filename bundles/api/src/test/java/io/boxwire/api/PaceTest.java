package io.boxwire.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private long now = 1_000_000_000_000L;
  private long oversleep;
  private final Pace pace = new Pace(() -> now, nanos -> now += nanos + oversleep);

  @Test
  void await_framesInTime_waitsFromTheFirstOn() throws Exception {
    long start = now;
    pace.await(Duration.ofSeconds(5));
    assertThat(now).isEqualTo(start);
    pace.await(Duration.ofMillis(5040));

    assertThat(now - start).isEqualTo(40_000_000);
    assertThat(pace.lateness()).hasToString("frames 2, late 0, at most 0 ms");
  }

  @Test
  void await_framesTooLate_countsThem() throws Exception {
    pace.await(Duration.ZERO);
    now += 100_000_000;
    pace.await(Duration.ofMillis(40));
    oversleep = 5_000_000;
    pace.await(Duration.ofMillis(120));

    assertThat(pace.lateness()).hasToString("frames 3, late 1, at most 60 ms");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, 1L << 40})
  void await_timesBeyondNanoseconds_areLaterOrEarlierThanAnyOther(long seconds) throws Exception {
    pace.await(Duration.ZERO);
    pace.await(Duration.ofSeconds(seconds));
    assertThat(pace.lateness()).hasToString("frames 2, late 0, at most 0 ms");
    assertThat(now).isGreaterThan(1L << 60);

    pace.await(Duration.ofSeconds(-seconds));
    assertThat(pace.lateness().late()).isEqualTo(1);
    assertThat(pace.lateness().most()).isGreaterThan(Duration.ofDays(365 * 100));
  }

  @Test
  void await_interrupted_frameHasNotPassed() throws Exception {
    Pace interrupted =
        new Pace(
            () -> now,
            nanos -> {
              throw new InterruptedException();
            });
    interrupted.await(Duration.ZERO);

    assertThatThrownBy(() -> interrupted.await(Duration.ofMillis(40)))
        .isInstanceOf(InterruptedException.class);

    assertThat(interrupted.lateness().frames()).isEqualTo(1);
  }
}
