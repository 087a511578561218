package io.boxwire.itests.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a value lies between the ends of an axis, and which values are written beside it. */
enum Scale {
  /** Equal differences are equally long; it begins at 0. */
  LINEAR {
    @Override
    double place(double value) {
      return value;
    }

    @Override
    List<Double> ticks(double least, double greatest) {
      double step = step(greatest / TICKS);
      List<Double> ticks = new ArrayList<>();
      for (int i = 0; i == 0 || ticks.get(i - 1) < greatest * ALMOST; i++) {
        ticks.add(i * step);
      }
      return ticks;
    }
  },
  /** Equal ratios are equally long; it begins and ends at a power of ten. */
  LOGARITHMIC {
    @Override
    double place(double value) {
      return Math.log10(value);
    }

    @Override
    List<Double> ticks(double least, double greatest) {
      int first = (int) Math.floor(Math.log10(least));
      int last = Math.max(first + 1, (int) Math.ceil(Math.log10(greatest) - 1e-9));
      List<Double> ticks = new ArrayList<>();
      for (int power = first; power <= last; power++) {
        ticks.add(Math.pow(10, power));
      }
      return ticks;
    }
  };

  private static final int TICKS = 6;
  private static final double ALMOST = 0.9999;
  private static final int PLAIN = 10_000;

  abstract double place(double value);

  /** From the lower end of the axis to the upper one. */
  abstract List<Double> ticks(double least, double greatest);

  /** The next number above it that is a 1, 2 or 5 and zeros. */
  static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int digit : new int[] {1, 2, 5}) {
      if (digit * power >= least * ALMOST) {
        return digit * power;
      }
    }
    return 10 * power;
  }

  /** As it is written beside the axis. */
  static String label(double tick) {
    if (tick >= PLAIN) {
      int power = (int) Math.floor(Math.log10(tick) + 1e-9);
      double digit = tick / Math.pow(10, power);
      return (digit == 1 ? "" : String.format(Locale.ROOT, "%.3g·", digit)) + "10^" + power;
    }
    return tick == Math.rint(tick)
        ? String.format(Locale.ROOT, "%.0f", tick)
        : String.format(Locale.ROOT, "%.9f", tick).replaceAll("0+$", "");
  }
}
