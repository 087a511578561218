package io.boxwire.itests.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Report report() {
    return new Report(folder, new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void conclude_figuresWereJudged_allStandInOneTableInTheOrderOfTheirGoals() {
    Report report = report();
    report.figure(Goal.LOOPS, "search", "GB/s", Interval.exact(4));
    Mark.Verdict slow =
        report.judge(Goal.THROUGHPUT, "remux", "times cp", Interval.exact(2), Mark.atMost(1));
    report.judge(Goal.INDEX, "frames", "s", new Interval(2, 1, 3), Mark.atMost(2));
    report.chart("search", "<svg/>");
    report.conclude();

    assertThat(slow).isEqualTo(Mark.Verdict.MISSED);
    assertThat(text()).contains("## all marks: 1 missed, 1 unresolved");
    assertThat(text().lines().filter(line -> line.startsWith("| ")).skip(2))
        .extracting(line -> line.split("\\|"))
        .extracting(cells -> cells[2].strip() + ": " + cells[6].strip())
        .containsExactly("remux: missed", "frames: unresolved", "search: ");
    assertThat(text()).contains("Charts: search.svg in `" + folder + "`.");
    assertThat(folder.resolve("results.md")).hasContent(text());
  }

  @Test
  void conclude_nothingToTell_addsNothing() {
    Report report = report();
    report.text("words");
    report.conclude();
    assertThat(text()).isEqualTo("words\n\n");
  }
}
