package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void compare_differentTimescales_isExact() {
    assertThat(Ticks.compare(1, 3, 2, 6)).isZero();
    assertThat(Ticks.compare(1, 3, 333_333, 1_000_000)).isPositive();
    long large = 1L << 61;
    assertThat(Ticks.compare(large, 90_000, large + 1, 90_000)).isNegative();
    assertThat(Ticks.compare(large, 1, large, 2)).isPositive();
    assertThat(Ticks.compare(-large, 1, -large, 2)).isNegative();
    assertThat(Ticks.compare(-1, 7, 1, 1_000_000_007)).isNegative();
  }

  @Test
  void floor_largeValues_doesNotOverflow() {
    assertThat(Ticks.floor(7, 2, 1)).isEqualTo(3);
    assertThat(Ticks.floor(-7, 2, 1)).isEqualTo(-4);
    assertThat(Ticks.ceil(7, 2, 1)).isEqualTo(4);
    assertThat(Ticks.floor(1L << 60, 90_000, 48_000)).isEqualTo(614_891_469_123_651_720L);
    assertThat(Ticks.floor(Ticks.LIMIT, 1, 90_000)).isEqualTo(Ticks.LIMIT);
  }

  @Test
  void duration_andBack_keepsTicks() {
    assertThat(Ticks.duration(90_001, 90_000)).isEqualTo(Duration.ofSeconds(1, 11_111));
    assertThat(Ticks.duration(-45_000, 90_000)).isEqualTo(Duration.ofMillis(-500));
    assertThat(Ticks.of(Duration.ofMillis(1500), 90_000)).isEqualTo(135_000);
    assertThat(Ticks.of(Duration.ofSeconds(Long.MAX_VALUE), 90_000)).isEqualTo(Ticks.LIMIT);
  }
}
