package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockClockTest {
  private static final int RATE = 44_100;
  private static final int BLOCK = 1024;

  private final BlockClock clock = new BlockClock(RATE, RATE, 1, 1000);

  private long next(long given) {
    long time = clock.time(given);
    clock.advance(time, BLOCK);
    return time;
  }

  /** Milliseconds as ticks, as they come from a program that cuts off. */
  private static long cutOff(long ticks) {
    return ticks * 1000 / RATE * RATE / 1000;
  }

  @Test
  void time_wholeMilliseconds_makeBlocksThatFollowEachOther() {
    for (long i = 0; i < 100_000; i++) {
      assertThat(next(cutOff(i * BLOCK))).isEqualTo(i * BLOCK);
    }
  }

  @Test
  void time_anyOtherFirstTime_isKept() {
    assertThat(next(-5000)).isEqualTo(-5000);
    assertThat(next(-5000 + BLOCK)).isEqualTo(-5000 + BLOCK);
  }

  @Test
  void time_gap_isKeptAndCountingStartsAnew() {
    next(0);
    assertThat(next(10 * BLOCK)).isEqualTo(10 * BLOCK);
    assertThat(next(11 * BLOCK + 20)).isEqualTo(11 * BLOCK);
  }

  @Test
  void time_slowerClock_isFollowedWithinAUnit() {
    for (long i = 0; i < 100_000; i++) {
      long given = i * (BLOCK + 1);
      assertThat(Math.abs(next(given) - given)).isLessThanOrEqualTo(45);
    }
  }

  @Test
  void time_beyondAllBounds_isHandedOn() {
    next(0);
    assertThat(clock.time(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(clock.time(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void time_coarseTimescale_isRoundedAndDoesNotDrift() {
    BlockClock coarse = new BlockClock(1000, RATE, 2, 1_000_000);
    for (long i = 0; i < 100_000; i++) {
      long time = coarse.time(Math.round(i * BLOCK * 1000.0 / RATE));
      coarse.advance(time, 2 * BLOCK);
      assertThat(time).isEqualTo(Math.round(i * BLOCK * 1000.0 / RATE));
    }
  }
}
