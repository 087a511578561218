package io.boxwire.itests.benchmarks.harness;

import io.boxwire.itests.benchmarks.harness.Svg.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Lines through points, on linear or logarithmic axes. */
public final class LineChart {
  private static final int LEFT = 96;
  private static final int RIGHT = 200;
  private static final int TOP = 56;
  private static final int BOTTOM = 440;

  private record Point(double x, double y) {}

  private final String title;
  private final String across;
  private final String upwards;
  private final Scale scale;
  private final Map<String, List<Point>> lines = new LinkedHashMap<>();
  private final Map<String, Double> marks = new LinkedHashMap<>();

  private LineChart(String title, String across, String upwards, Scale scale) {
    this.title = title;
    this.across = across;
    this.upwards = upwards;
    this.scale = scale;
  }

  /**
   * A chart with axes that begin at 0.
   *
   * @param title above it
   * @param across what x is, and its unit
   * @param upwards what y is, and its unit
   */
  public static LineChart linear(String title, String across, String upwards) {
    return new LineChart(title, across, upwards, Scale.LINEAR);
  }

  /**
   * A chart on which what grows with a power of x is a straight line.
   *
   * @param title above it
   * @param across what x is, and its unit
   * @param upwards what y is, and its unit
   */
  public static LineChart logarithmic(String title, String across, String upwards) {
    return new LineChart(title, across, upwards, Scale.LOGARITHMIC);
  }

  /**
   * Adds a point to a line.
   *
   * @param line what its colour means
   * @param x how far to the right; above 0 on a logarithmic axis
   * @param y how far up; above 0 on a logarithmic axis
   */
  public LineChart point(String line, double x, double y) {
    lines.computeIfAbsent(line, l -> new ArrayList<>()).add(new Point(x, y));
    return this;
  }

  /** Draws a dashed line across, with a name. */
  public LineChart mark(String name, double y) {
    marks.put(name, y);
    return this;
  }

  /** Draws it. */
  public String svg() {
    List<Point> points = lines.values().stream().flatMap(List::stream).toList();
    Axis xs =
        Axis.over(scale, points.stream().mapToDouble(Point::x).toArray(), LEFT, Svg.WIDTH - RIGHT);
    double[] heights =
        DoubleStream.concat(
                points.stream().mapToDouble(Point::y),
                marks.values().stream().mapToDouble(mark -> mark))
            .toArray();
    Axis ys = Axis.over(scale, heights, BOTTOM, TOP);
    Svg svg = new Svg(BOTTOM + 60);
    svg.words(LEFT, 28, Anchor.START, 17, "#000000", title);
    for (double tick : xs.ticks) {
      svg.line(xs.at(tick), TOP, xs.at(tick), BOTTOM, "#dddddd", 1);
      svg.words(xs.at(tick), BOTTOM + 18, Anchor.MIDDLE, Scale.label(tick));
    }
    for (double tick : ys.ticks) {
      svg.line(LEFT, ys.at(tick), Svg.WIDTH - RIGHT, ys.at(tick), "#dddddd", 1);
      svg.words(LEFT - 8, ys.at(tick) + 4, Anchor.END, Scale.label(tick));
    }
    svg.words((LEFT + Svg.WIDTH - RIGHT) / 2.0, BOTTOM + 44, Anchor.MIDDLE, across);
    svg.upwards(24, (TOP + BOTTOM) / 2.0, upwards);
    marks.forEach(
        (name, y) -> {
          svg.dashed(LEFT, ys.at(y), Svg.WIDTH - RIGHT, ys.at(y), "#cc0000");
          svg.words(LEFT + 6, ys.at(y) - 5, Anchor.START, 12, "#cc0000", name);
        });
    int index = 0;
    for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
      draw(svg, line.getValue(), xs, ys, Svg.colour(index));
      double y = TOP + 10 + 22 * index;
      svg.box(Svg.WIDTH - RIGHT + 16, y - 10, 12, 12, Svg.colour(index));
      svg.words(Svg.WIDTH - RIGHT + 33, y, Anchor.START, line.getKey());
      index++;
    }
    return svg.toString();
  }

  private static void draw(Svg svg, List<Point> points, Axis xs, Axis ys, String colour) {
    for (int i = 0; i < points.size(); i++) {
      double x = xs.at(points.get(i).x());
      double y = ys.at(points.get(i).y());
      svg.dot(x, y, colour);
      if (i > 0) {
        svg.line(xs.at(points.get(i - 1).x()), ys.at(points.get(i - 1).y()), x, y, colour, 2);
      }
    }
  }

  private record Axis(Scale scale, List<Double> ticks, double from, double to) {
    static Axis over(Scale scale, double[] values, double from, double to) {
      double least = Arrays.stream(values).min().orElse(1);
      double greatest = Arrays.stream(values).max().orElse(1);
      return new Axis(scale, scale.ticks(least, greatest), from, to);
    }

    double at(double value) {
      double first = scale.place(ticks.get(0));
      double last = scale.place(ticks.get(ticks.size() - 1));
      return from + (scale.place(value) - first) / (last - first) * (to - from);
    }
  }
}
