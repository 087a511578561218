package io.boxwire.device.k230.internal.v4l2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioClockTest {
  private static final double NANOS = 1e9;

  /** Arrivals are up to a driver's period late, at random; the card's clock is off by so much. */
  @ParameterizedTest
  @CsvSource({"8000, 200", "8000, -200", "8000, 0", "48000, 200", "16000, -1000"})
  void next_cardsClockIsOff_timesFollowTheSystemsForAnHour(int rate, int millionths) {
    AudioClock clock = new AudioClock(rate);
    int samples = rate / 25;
    double secondsPerBlock = samples / (rate * (1 + millionths / 1e6));
    Random random = new Random(1);
    double start = 5000;
    long previous = Long.MIN_VALUE;
    double worst = 0;
    for (int block = 0; block < 3600 * 25; block++) {
      double captured = start + block * secondsPerBlock;
      double late = 0.020 * random.nextDouble();
      long time = clock.next(samples, (long) ((captured + late) * NANOS));
      if (block == 4) {
        clock.settle();
      }
      if (block > 50) {
        worst = Math.max(worst, Math.abs((double) time / rate - captured));
        assertThat(Math.abs(time - previous - samples)).isLessThanOrEqualTo(samples / 100);
      }
      previous = time;
    }
    System.out.printf("%d Hz, %d ppm: off by at most %.1f ms%n", rate, millionths, worst * 1000);
    assertThat(worst).isLessThan(0.010);
    assertThat(clock.gaps()).isZero();
  }

  @Test
  void next_exactArrivals_everyBlockFollowsTheOneBefore() {
    AudioClock clock = new AudioClock(8000);
    for (int block = 0; block < 1000; block++) {
      assertThat(clock.next(320, 1_000_000_000L + block * 40_000_000L))
          .isEqualTo(8000 + block * 320L);
    }
  }

  @Test
  void next_samplesLost_areAGapAndNothingIsShifted() {
    AudioClock clock = new AudioClock(8000);
    for (int block = 0; block < 500; block++) {
      long lost = block < 250 ? 0 : 300_000_000L;
      long time = clock.next(320, 1_000_000_000L + block * 40_000_000L + lost);
      assertThat(time).isEqualTo(8000 + block * 320L + (block < 250 ? 0 : 2400));
    }
    assertThat(clock.gaps()).isEqualTo(1);
  }

  @Test
  void next_systemUpForYears_doesNotOverflow() {
    AudioClock clock = new AudioClock(192_000);
    long tenYears = 10L * 365 * 86_400;
    assertThat(clock.next(7680, tenYears * 1_000_000_000L)).isEqualTo(tenYears * 192_000);
  }
}
