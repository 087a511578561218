package io.boxwire.itests.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Options;
import io.boxwire.itests.benchmarks.harness.Programs;
import io.boxwire.itests.benchmarks.harness.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String reported(Growth growth) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Options options = new Options(List.of(), 1, 1, Optional.of(folder), folder);
    Programs programs = new Programs(List.of(), Map.of(), folder);
    growth.report(new Bench(options, programs, new Report(folder, print), print));
    return out.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
  }

  @Test
  void report_costThatGrowsAsWorkDoes_isStraight() {
    Growth growth = new Growth("samples", "s").series("write", 1, 1e-6);
    for (int work = 1000; work <= 1_000_000; work *= 10) {
      growth.drawn("write", work, 3e-7 * work);
    }
    assertThat(reported(growth)).contains("| write | 1.00 | 1.00 | 1000 | 10000 | <= 1.20 | met |");
    assertThat(folder.resolve("scaling-samples.svg")).exists();
  }

  @Test
  void report_costThatGrowsWithTheSquareFromSomewhere_isABendThere() {
    Growth growth = new Growth("tracks", "ns").series("write", 1, 1e-6);
    growth.drawn("write", 1, 1);
    growth.drawn("write", 10, 10);
    growth.drawn("write", 100, 1000);
    assertThat(reported(growth)).contains("| write | 1.50 | 2.00 | 10 | 100 | <= 1.20 | missed |");
  }

  @Test
  void report_drawing_isShownAndNotJudged() {
    Growth growth = new Growth("bytes", "us").drawing("copy", 1).series("write", 1, 1);
    for (int work = 1; work <= 100; work *= 10) {
      growth.drawn("copy", work, work * work);
      growth.drawn("write", work, work);
    }
    assertThat(reported(growth))
        .contains("| copy | 2.00 | 2.00 | 1 | 10 | | |")
        .contains("| write | 1.00 | 1.00 | 1 | 10 | <= 1.20 | met |");
  }

  @Test
  void report_costBelowWhatCanBeTold_isTakenForThatMuch() {
    Growth growth = new Growth("samples", "KiB").series("heap", 0, 64);
    assertThat(growth.add("heap", 1000, -3)).isZero();
    assertThat(growth.add("heap", 10_000, 64)).isEqualTo(64);
    assertThat(growth.add("heap", 100_000, 3)).isEqualTo(3);
    growth.drawn("heap", 1_000_000, 64);
    assertThat(reported(growth)).contains("| heap | 0.00 | 0.00 | 1000 | 10000 |");
  }
}
