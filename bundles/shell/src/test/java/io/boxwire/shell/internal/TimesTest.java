package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void compare_differentTimescales_isExact() {
    assertThat(Times.compare(1001, 30_000, 1001, 30_000)).isZero();
    assertThat(Times.compare(1, 3, 333_333_333, 1_000_000_000)).isPositive();
    assertThat(Times.compare(-1, 90_000, 0, 8000)).isNegative();
    assertThat(Times.compare(Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, 90_000))
        .isNegative();
  }

  @Test
  void ticksAndDuration_areInverse() {
    assertThat(Times.duration(3003, 90_000)).isEqualTo(Duration.ofNanos(33_366_666));
    assertThat(Times.ticks(Duration.ofNanos(33_366_666), 90_000)).isEqualTo(3003);
    assertThat(Times.duration(-45_000, 90_000)).isEqualTo(Duration.ofMillis(-500));
    assertThat(Times.ticks(Duration.ofMillis(-500), 90_000)).isEqualTo(-45_000);
  }

  @Test
  void clockAndSeconds_areForPeopleAndPrograms() {
    Duration time = Duration.parse("PT101H2M3.0045S");

    assertThat(Times.clock(time)).isEqualTo("101:02:03.005");
    assertThat(Times.seconds(time)).hasToString("363723.0045");
    assertThat(Times.seconds(Duration.ofSeconds(100))).hasToString("100");
    assertThat(Times.seconds(Duration.ZERO)).hasToString("0");
  }
}
