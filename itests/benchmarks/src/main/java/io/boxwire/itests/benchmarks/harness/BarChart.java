package io.boxwire.itests.benchmarks.harness;

import io.boxwire.itests.benchmarks.harness.Svg.Anchor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bars that lie, in groups, with their intervals as whiskers and the marks they have to reach. */
public final class BarChart {
  private static final int LEFT = 270;
  private static final int RIGHT = 90;
  private static final int TOP = 84;
  private static final int BAR = 15;
  private static final int GAP = 12;
  private static final int TICKS = 6;

  private final String title;
  private final String axis;
  private final Map<String, Map<String, Interval>> groups = new LinkedHashMap<>();
  private final Map<String, Double> marks = new LinkedHashMap<>();

  /**
   * A chart without bars.
   *
   * @param title above it
   * @param axis what the bars' length is, and its unit
   */
  public BarChart(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /**
   * Adds a bar.
   *
   * @param group what it stands beside
   * @param series what its colour means
   * @param value its length
   */
  public BarChart bar(String group, String series, Interval value) {
    groups.computeIfAbsent(group, g -> new LinkedHashMap<>()).put(series, value);
    return this;
  }

  /** Draws a mark across a group. */
  public BarChart mark(String group, double value) {
    marks.put(group, value);
    return this;
  }

  /** Draws it. */
  public String svg() {
    Set<String> series = new LinkedHashSet<>();
    groups.values().forEach(bars -> series.addAll(bars.keySet()));
    List<String> order = new ArrayList<>(series);
    int rows = groups.values().stream().mapToInt(Map::size).sum();
    int bottom = TOP + rows * BAR + groups.size() * GAP;
    Svg svg = new Svg(bottom + 56);
    svg.words(LEFT, 26, Anchor.START, 17, "#000000", title);
    legend(svg, order);

    double step = Scale.step(greatest() / TICKS);
    double end = Math.ceil(greatest() / step) * step;
    double unit = (Svg.WIDTH - LEFT - RIGHT) / end;
    for (int i = 0; i * step <= end * 1.0001; i++) {
      double x = LEFT + i * step * unit;
      svg.line(x, TOP - 6, x, bottom, "#dddddd", 1);
      svg.words(x, bottom + 18, Anchor.MIDDLE, Scale.label(i * step));
    }
    svg.words((LEFT + Svg.WIDTH - RIGHT) / 2.0, bottom + 42, Anchor.MIDDLE, axis);

    int y = TOP;
    for (Map.Entry<String, Map<String, Interval>> group : groups.entrySet()) {
      int height = group.getValue().size() * BAR;
      svg.words(LEFT - 10, y + height / 2.0 + 5, Anchor.END, group.getKey());
      bars(svg, y, unit, group.getValue(), order);
      Double mark = marks.get(group.getKey());
      if (mark != null) {
        svg.line(LEFT + mark * unit, y - 4, LEFT + mark * unit, y + height + 4, "#cc0000", 2);
      }
      y += height + GAP;
    }
    return svg.toString();
  }

  private static void bars(
      Svg svg, int top, double unit, Map<String, Interval> bars, List<String> order) {
    int y = top;
    for (Map.Entry<String, Interval> bar : bars.entrySet()) {
      Interval value = bar.getValue();
      double middle = y + BAR / 2.0;
      svg.box(LEFT, y + 1, value.median() * unit, BAR - 2, Svg.colour(order.indexOf(bar.getKey())));
      svg.line(
          LEFT + value.low() * unit, middle, LEFT + value.high() * unit, middle, "#000000", 1.5);
      double behind = LEFT + Math.max(value.high(), value.median()) * unit + 6;
      svg.words(
          behind, y + BAR - 3.5, Anchor.START, 11, "#222222", MarkdownTable.number(value.median()));
      y += BAR;
    }
  }

  private void legend(Svg svg, List<String> order) {
    double x = LEFT;
    for (int i = 0; i < order.size(); i++) {
      svg.box(x, 46, 12, 12, Svg.colour(i));
      svg.words(x + 17, 57, Anchor.START, order.get(i));
      x += 17 + 8 * order.get(i).length() + 22;
    }
    if (!marks.isEmpty()) {
      svg.line(x + 6, 44, x + 6, 60, "#cc0000", 2);
      svg.words(x + 17, 57, Anchor.START, "mark");
    }
  }

  private double greatest() {
    double bars =
        groups.values().stream()
            .flatMap(group -> group.values().stream())
            .mapToDouble(Interval::high)
            .max()
            .orElse(1);
    return Math.max(bars, marks.values().stream().mapToDouble(m -> m).max().orElse(0));
  }
}
