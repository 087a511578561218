package io.boxwire.itests.benchmarks.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The results: Markdown on standard output as it comes, the same in {@code results.md} of a folder,
 * and the charts beside it.
 */
public final class Report {
  private final Path folder;
  private final PrintStream out;
  private final Marks marks = new Marks();
  private final List<String> charts = new ArrayList<>();

  /**
   * Begins a report.
   *
   * @param folder where it goes, which is made if need be
   * @param out where it is printed as well
   */
  public Report(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("results.md"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins a section. */
  public void heading(String title) {
    write("## " + title + "\n\n");
  }

  /** A paragraph, in Markdown. */
  public void text(String paragraph) {
    write(paragraph.strip() + "\n\n");
  }

  /** A table. */
  public void table(MarkdownTable table) {
    write(table + "\n");
  }

  /**
   * A chart, into a file of its own.
   *
   * @param name of the file, without its end
   * @param svg the picture
   */
  public void chart(String name, String svg) {
    try {
      Files.writeString(folder.resolve(name + ".svg"), svg);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    charts.add(name + ".svg");
    write("![" + name + "](" + name + ".svg)\n\n");
  }

  /**
   * Holds a figure against a mark, and remembers both for the table at the end.
   *
   * @param goal what it is a figure of
   * @param what was measured, as it stands in the table
   * @param unit of the figure
   * @param figure what was measured
   * @param mark what it has to reach
   * @return whether it does
   */
  public Mark.Verdict judge(Goal goal, String what, String unit, Interval figure, Mark mark) {
    marks.add(goal, what, unit, figure, mark);
    return mark.judge(figure);
  }

  /**
   * Remembers a figure without a mark for the table at the end.
   *
   * @param goal what it is a figure of
   * @param what was measured, as it stands in the table
   * @param unit of the figure
   * @param figure what was measured
   */
  public void figure(Goal goal, String what, String unit, Interval figure) {
    marks.add(goal, what, unit, figure);
  }

  /** Ends the report with all figures that were remembered, and the names of the charts. */
  public void conclude() {
    if (!marks.isEmpty()) {
      heading("all marks: " + marks.counted());
      table(marks.table());
    }
    if (!charts.isEmpty()) {
      text("Charts: " + String.join(", ", charts) + " in `" + folder + "`.");
    }
  }

  private void write(String text) {
    out.print(text);
    out.flush();
    try {
      Files.writeString(folder.resolve("results.md"), text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
