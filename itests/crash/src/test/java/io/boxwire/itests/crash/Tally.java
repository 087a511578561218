package io.boxwire.itests.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was found in many files, for a line of a report. Safe for threads. */
final class Tally {
  private static final int SHOWN = 40;

  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private final List<Long> recoveries = new ArrayList<>();

  synchronized void count(String what) {
    add(what, 1);
  }

  synchronized void add(String what, long number) {
    counts.merge(what, number, Long::sum);
  }

  synchronized long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /** A file is not as it must be. */
  synchronized void failed(String why) {
    count("failures");
    if (failures.size() < SHOWN) {
      failures.add(why);
    }
  }

  /** A recovery took so long. */
  synchronized void recovered(long nanos) {
    recoveries.add(nanos);
  }

  /** The first failures, in words. */
  synchronized String failures() {
    return String.join("\n", failures);
  }

  synchronized Duration medianRecovery() {
    return recovery(0.5);
  }

  synchronized Duration worstRecovery() {
    return recovery(1);
  }

  private Duration recovery(double share) {
    List<Long> sorted = recoveries.stream().sorted().toList();
    return sorted.isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())));
  }

  @Override
  public synchronized String toString() {
    List<String> parts = new ArrayList<>();
    counts.forEach((what, number) -> parts.add(what + " " + number));
    if (!recoveries.isEmpty()) {
      parts.add(
          String.format(
              "recovery median %.1f ms, worst %.1f ms",
              medianRecovery().toNanos() / 1e6, worstRecovery().toNanos() / 1e6));
    }
    return String.join("; ", parts);
  }
}
