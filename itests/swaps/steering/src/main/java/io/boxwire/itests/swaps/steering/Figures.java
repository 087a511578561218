package io.boxwire.itests.swaps.steering;

import java.util.List;
import java.util.function.ToLongFunction;

/** Median and worst of some times. */
final class Figures {
  private Figures() {}

  /** In milliseconds, as text. */
  static String of(List<Swap> swaps, ToLongFunction<Swap> nanos) {
    long[] sorted = swaps.stream().mapToLong(nanos).sorted().toArray();
    return String.format(
        "median %.1f ms, worst %.1f ms",
        sorted[sorted.length / 2] / 1e6, sorted[sorted.length - 1] / 1e6);
  }
}
