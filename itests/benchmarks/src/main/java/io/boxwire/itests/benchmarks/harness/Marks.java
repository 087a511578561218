package io.boxwire.itests.benchmarks.harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All figures that a reader looks for first, with their marks, in one table. */
final class Marks {
  private record Line(
      Goal goal, String what, String unit, Interval figure, String mark, Object is) {}

  private final List<Line> lines = new ArrayList<>();
  private final Map<Mark.Verdict, Integer> counts = new TreeMap<>();

  void add(Goal goal, String what, String unit, Interval figure, Mark mark) {
    Mark.Verdict verdict = mark.judge(figure);
    counts.merge(verdict, 1, Integer::sum);
    lines.add(new Line(goal, what, unit, figure, mark.toString(), verdict));
  }

  void add(Goal goal, String what, String unit, Interval figure) {
    lines.add(new Line(goal, what, unit, figure, "", ""));
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** As {@code 20 met, 2 missed}. */
  String counted() {
    return counts.isEmpty()
        ? "no marks"
        : counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
  }

  /** The table, by goal. */
  MarkdownTable table() {
    MarkdownTable table = new MarkdownTable("goal", "figure", "", "unit", "mark", "verdict");
    lines.stream()
        .sorted(Comparator.comparing(Line::goal))
        .forEach(
            line -> table.row(line.goal, line.what, line.figure, line.unit, line.mark, line.is));
    return table;
  }
}
