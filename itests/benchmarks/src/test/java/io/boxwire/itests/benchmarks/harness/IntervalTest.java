package io.boxwire.itests.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void median_oddAndEvenCounts_middleOrMeanOfMiddles() {
    assertThat(Interval.median(3, 1, 2)).isEqualTo(2);
    assertThat(Interval.median(4, 1, 2, 3)).isEqualTo(2.5);
    assertThatThrownBy(() -> Interval.median(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofMedian_equalValues_noWidth() {
    assertThat(Interval.ofMedian(1.5, 1.5, 1.5)).isEqualTo(new Interval(1.5, 1.5, 1.5));
  }

  /**
   * The order statistics of fifteen values that a 95 % interval of their median must end at: a
   * median of resamples is below the 4th with a probability of 0.0173, and below the 5th with
   * 0.0715.
   */
  @Test
  void ofMedian_fifteenValues_endsAtTheOrderStatisticsOfTheTails() {
    double[] values = IntStream.rangeClosed(1, 15).mapToDouble(i -> i).toArray();
    Interval interval = Interval.ofMedian(values);
    assertThat(interval).isEqualTo(new Interval(8, 4, 12));
  }

  @Test
  void ofMedian_sameValuesTwice_sameBounds() {
    assertThat(Interval.ofMedian(1, 5, 2, 9)).isEqualTo(Interval.ofMedian(1, 5, 2, 9));
  }

  /** What the bounds are for: the true median lies within them nineteen times of twenty. */
  @Test
  void ofMedian_samplesOfAKnownDistribution_coverItsMedianAsOftenAsPromised() {
    Random random = new Random(7);
    int covered = 0;
    int trials = 400;
    for (int i = 0; i < trials; i++) {
      Interval interval = Interval.ofMedian(random.doubles(25).toArray());
      covered += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
    }
    assertThat(covered / (double) trials).isCloseTo(0.95, within(0.035));
  }
}
