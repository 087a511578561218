package io.boxwire.itests.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown, padded so that it reads well as it is. Numbers stand on the right. */
public final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with some columns. */
  public MarkdownTable(String... columns) {
    rows.add(List.of(columns));
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are columns: numbers, intervals, or what has a name
   */
  public MarkdownTable row(Object... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + rows.get(0).size() + " columns");
    }
    rows.add(Arrays.stream(cells).map(MarkdownTable::text).toList());
    return this;
  }

  /** As {@code 0.234 (0.221-0.301)}: the median, the least and the greatest. */
  public static String spread(double... values) {
    return number(Interval.median(values))
        + " ("
        + number(Arrays.stream(values).min().orElseThrow())
        + "-"
        + number(Arrays.stream(values).max().orElseThrow())
        + ")";
  }

  /** A number with as many digits as mean something: three, or all in front of the point. */
  public static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 || value == Math.rint(value) && size >= 10 ? 0 : size >= 10 ? 1 : 2;
    if (size > 0 && size < 1) {
      decimals = Math.min(6, 2 - (int) Math.floor(Math.log10(size)));
    }
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String text(Object cell) {
    if (cell instanceof Interval interval) {
      return number(interval.median())
          + " ["
          + number(interval.low())
          + ", "
          + number(interval.high())
          + "]";
    }
    if (cell instanceof Double number) {
      return number(number);
    }
    return cell.toString().replace("|", "\\|");
  }

  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .map(width -> Math.max(3, width))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      List<String> row = rows.get(r);
      text.append(line(row, widths));
      if (r == 0) {
        text.append(
            Arrays.stream(widths)
                .mapToObj("-"::repeat)
                .collect(Collectors.joining(" | ", "| ", " |\n")));
      }
    }
    return text.toString();
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(c -> String.format("%-" + widths[c] + "s", row.get(c)))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
