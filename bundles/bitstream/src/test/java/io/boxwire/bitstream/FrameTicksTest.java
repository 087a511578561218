package io.boxwire.bitstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameTicksTest {
  @Test
  void ofRate_usualRates_holdsTheFrameDurationExactly() {
    assertTicks(FrameTicks.ofRate(25, 1), 12800, 512);
    assertTicks(FrameTicks.ofRate(30000, 1001), 30000, 1001);
    assertTicks(FrameTicks.ofRate(90000, 3600), 12800, 512);
    assertTicks(FrameTicks.ofRate(1000, 1), 32000, 32);
    assertTicks(FrameTicks.ofRate(1, 10), 16384, 163840);
  }

  @Test
  void ofRate_numbersOf32Bits_fitsATimescale() {
    FrameTicks ticks = FrameTicks.ofRate(0xFFFF_FFFFL, 0xFFFF_FFFEL);
    assertThat(ticks.timescale()).isPositive();
    assertThat((double) ticks.frameDuration() / ticks.timescale()).isBetween(0.999, 1.001);
    assertThat(FrameTicks.ofRate(0xFFFF_FFFFL, 1).frameDuration()).isEqualTo(1);
  }

  @Test
  void ticks_timescaleThatDoesNotFit_roundsDownWithoutDrift() {
    FrameTicks ticks = FrameTicks.ofRate(30, 1).in(1000);
    assertThat(ticks.timescale()).isEqualTo(1000);
    assertThat(ticks.ticks(ticks.frameDuration())).isEqualTo(33);
    assertThat(ticks.ticks(2 * ticks.frameDuration())).isEqualTo(66);
    assertThat(ticks.ticks(3 * ticks.frameDuration())).isEqualTo(100);
    assertThat(ticks.ticks(3_000_000_000L * ticks.frameDuration())).isEqualTo(100_000_000_000L);
  }

  @Test
  void ofRate_nothing_throws() {
    assertThatThrownBy(() -> FrameTicks.ofRate(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FrameTicks.ofRate(25, 1).in(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertTicks(FrameTicks actual, int timescale, long frameDuration) {
    assertThat(actual.timescale()).isEqualTo(timescale);
    assertThat(actual.frameDuration()).isEqualTo(frameDuration);
    assertThat(actual.ticks(7 * frameDuration)).isEqualTo(7 * frameDuration);
  }
}
