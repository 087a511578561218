package io.boxwire.itests.benchmarks.scaling;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Goal;
import io.boxwire.itests.benchmarks.harness.Interval;
import io.boxwire.itests.benchmarks.harness.LineChart;
import io.boxwire.itests.benchmarks.harness.Mark;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Costs against work, in several series. On logarithmic axes what grows with a power of the work is
 * a straight line, whose slope is the power: 1 where cost grows as work does, 0 where it does not
 * grow. A bend is a step that is steeper than that.
 */
final class Growth {
  /** A cost that grows by 58 % more than the work does, over ten times the work, is a bend. */
  private static final double SLACK = 0.2;

  private record Point(double work, double cost) {}

  /** A series; without a mark it is shown and not judged. */
  private record Series(Optional<Mark> mark, double least, List<Point> points) {}

  private final String what;
  private final LineChart chart;
  private final Map<String, Series> all = new LinkedHashMap<>();

  /**
   * Begins without any.
   *
   * @param what grows, such as {@code samples}
   * @param cost what it takes, and its unit
   */
  Growth(String what, String cost) {
    this.what = what;
    this.chart = LineChart.logarithmic("Cost of " + what, what, cost);
  }

  /**
   * Adds a series.
   *
   * @param name of it
   * @param power that it may grow with, at most
   * @param least below this nothing can be told from nothing
   */
  Growth series(String name, double power, double least) {
    all.put(name, new Series(Optional.of(Mark.atMost(power + SLACK)), least, new ArrayList<>()));
    return this;
  }

  /**
   * Adds a series whose growth is shown, but not judged.
   *
   * @param name of it
   * @param least below this nothing can be told from nothing
   */
  Growth drawing(String name, double least) {
    all.put(name, new Series(Optional.empty(), least, new ArrayList<>()));
    return this;
  }

  /** Adds a point to a series, which is drawn. */
  void drawn(String name, double work, double cost) {
    add(name, work, cost);
    chart.point(name, work, Math.max(all.get(name).least(), cost));
  }

  /**
   * Adds a point to a series.
   *
   * @return its cost, which is at least nothing
   */
  double add(String name, double work, double cost) {
    Series series = all.get(name);
    series.points().add(new Point(work, Math.max(series.least(), cost)));
    return Math.max(0, cost);
  }

  /** Writes the slopes and the chart. */
  void report(Bench bench) {
    MarkdownTable table =
        new MarkdownTable(
            "cost against " + what, "slope", "steepest step", "from", "to", "mark", "verdict");
    all.forEach(
        (name, series) -> {
          List<Point> points = series.points();
          int steepest = 1;
          for (int i = 2; i < points.size(); i++) {
            if (step(points, i) > step(points, steepest)) {
              steepest = i;
            }
          }
          Interval slope = Interval.exact(step(points, steepest));
          Object verdict =
              series.mark().isEmpty()
                  ? ""
                  : bench
                      .report()
                      .judge(
                          Goal.GROWTH,
                          name + ", by " + what,
                          "steepest slope",
                          slope,
                          series.mark().get());
          table.row(
              name,
              decimals(fitted(points)),
              decimals(slope.median()),
              Long.toString((long) points.get(steepest - 1).work()),
              Long.toString((long) points.get(steepest).work()),
              series.mark().map(Mark::toString).orElse(""),
              verdict);
        });
    bench.report().table(table);
    bench.report().chart("scaling-" + what.split("[ ,]")[0], chart.svg());
  }

  private static double step(List<Point> points, int to) {
    Point from = points.get(to - 1);
    Point end = points.get(to);
    return Math.log(end.cost() / from.cost()) / Math.log(end.work() / from.work());
  }

  /** The slope of the line with the least squares. */
  private static double fitted(List<Point> points) {
    double x = points.stream().mapToDouble(p -> Math.log(p.work())).average().orElseThrow();
    double y = points.stream().mapToDouble(p -> Math.log(p.cost())).average().orElseThrow();
    double both = 0;
    double square = 0;
    for (Point point : points) {
      double dx = Math.log(point.work()) - x;
      both += dx * (Math.log(point.cost()) - y);
      square += dx * dx;
    }
    return both / square;
  }

  private static String decimals(double slope) {
    return String.format(Locale.ROOT, "%.2f", slope + 0.0);
  }
}
