package io.boxwire.shell.internal;

import java.util.ArrayList;
import java.util.List;

/** A table of text, its columns as wide as their widest cell. Used by one thread. */
final class Table {
  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Makes a table.
   *
   * @param heads of the columns; one that ends in {@code #} stands over numbers
   */
  Table(String... heads) {
    this.heads = List.of(heads);
  }

  /** Adds a row; numbers may be given as they are. */
  void row(Object... cells) {
    rows.add(List.of(cells).stream().map(Object::toString).toList());
  }

  /** The lines, the heads first. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(heads.stream().map(Table::name).toList()));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private static String name(String head) {
    return head.endsWith("#") ? head.substring(0, head.length() - 1) : head;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(width(i) - cells.get(i).length());
      boolean number = heads.get(i).endsWith("#");
      line.append(number ? padding : "").append(cells.get(i)).append(number ? "" : padding);
      line.append(' ');
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(widest, name(heads.get(column)).length());
  }
}
