package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pauses that a garbage collector made, of those that its log tells of.
 *
 * @param millis each of them
 */
record Pauses(double[] millis) {
  private static final Pattern PAUSE = Pattern.compile("\\[([0-9.]+)s\\].* Pause .* ([0-9.]+)ms");

  /** The option that writes the log. */
  static String option(Path log) {
    return "-Xlog:gc:file=" + log + ":uptime";
  }

  /** Those between two times since the start of the virtual machine, in seconds. */
  static Pauses of(Path log, double from, double to) throws IOException {
    return new Pauses(
        Files.readAllLines(log).stream()
            .map(PAUSE::matcher)
            .filter(Matcher::find)
            .filter(line -> within(Double.parseDouble(line.group(1)), from, to))
            .mapToDouble(line -> Double.parseDouble(line.group(2)))
            .toArray());
  }

  private static boolean within(double seconds, double from, double to) {
    return seconds >= from && seconds <= to;
  }

  /** How many, their median and the longest. */
  @Override
  public String toString() {
    if (millis.length == 0) {
      return "none";
    }
    double most = 0;
    for (double one : millis) {
      most = Math.max(most, one);
    }
    return String.format("%d: %.1f, %.1f", millis.length, Interval.median(millis), most);
  }
}
