package io.boxwire.itests.benchmarks.harness;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A median, and between which bounds it lies with a confidence of 95 %.
 *
 * @param median the median of what was measured
 * @param low the lower bound
 * @param high the upper bound
 */
public record Interval(double median, double low, double high) {
  private static final int RESAMPLES = 10_000;
  private static final double TAIL = 0.025;
  private static final long SEED = 20_220_614;

  /**
   * Estimates by the bootstrap: the medians of as many values, drawn with replacement, 10,000
   * times; the bounds leave 2.5 % of them out on either side. The same values give the same bounds.
   *
   * @param values at least one
   */
  public static Interval ofMedian(double... values) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] medians = new double[RESAMPLES];
    double[] drawn = new double[values.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int k = 0; k < drawn.length; k++) {
        drawn[k] = values[random.nextInt(values.length)];
      }
      medians[i] = median(drawn);
    }
    Arrays.sort(medians);
    int cut = (int) (TAIL * RESAMPLES);
    return new Interval(median(values), medians[cut], medians[RESAMPLES - 1 - cut]);
  }

  /** Something that was counted, not measured. */
  public static Interval exact(double value) {
    return new Interval(value, value, value);
  }

  /** The middle one of some values, or the mean of the middle two. */
  public static double median(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("there are no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** As {@code 1.05 [1.03, 1.08]}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3g [%.3g, %.3g]", median, low, high);
  }
}
