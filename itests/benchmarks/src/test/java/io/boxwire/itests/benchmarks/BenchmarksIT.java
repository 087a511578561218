package io.boxwire.itests.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Options;
import io.boxwire.itests.benchmarks.harness.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every section with a few seconds of media. How long anything takes does not matter here. */
class BenchmarksIT {
  @TempDir static Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  static Stream<String> sections() {
    return Benchmarks.sections().stream().map(Section::name);
  }

  private int run(Section... sections) throws Exception {
    Path results = folder.resolve("results-" + sections[0].name());
    Options options = new Options(List.of(), 1, 2, Optional.of(folder), results);
    return Benchmarks.run(
        List.of(sections),
        options,
        StagedPrograms::in,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(progress, true, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void run_section_tablesAreWholeAndChartsCanBeRead(String name) throws Exception {
    Section section =
        Benchmarks.sections().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    int status = run(section);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(status).as(text + progress).isZero();
    Path results = folder.resolve("results-" + name);
    assertThat(results.resolve("results.md")).hasContent(text);
    assertThat(text)
        .contains("## " + name + ": " + section.title())
        .doesNotContain("NaN", "Infinity", "other samples", "fails");

    List<List<String>> tables = tables(text);
    assertThat(tables).isNotEmpty();
    for (List<String> table : tables) {
      long columns = cells(table.get(0));
      assertThat(table).hasSizeGreaterThan(2).allMatch(row -> cells(row) == columns);
    }
    for (String chart : charts(text)) {
      try (var in = Files.newInputStream(results.resolve(chart))) {
        var picture = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
      }
    }
  }

  @Test
  void run_sectionThatFails_isReportedAndTheOthersRun() throws Exception {
    assertThat(run(new Fixed("bad", true), new Fixed("good", false))).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("**Failed**: java.io.IOException: no luck", "all is well");
  }

  private record Fixed(String name, boolean fails) implements Section {
    @Override
    public String title() {
      return name;
    }

    @Override
    public void run(Bench bench) throws IOException {
      if (fails) {
        throw new IOException("no luck");
      }
      bench.report().text("all is well");
    }
  }

  private static List<List<String>> tables(String text) {
    List<List<String>> tables = new ArrayList<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("|") && !inside) {
        tables.add(new ArrayList<>());
      }
      inside = line.startsWith("|");
      if (inside) {
        tables.get(tables.size() - 1).add(line);
      }
    }
    return tables;
  }

  private static long cells(String row) {
    return row.replace("\\|", "").chars().filter(c -> c == '|').count() - 1;
  }

  private static List<String> charts(String text) {
    return text.lines()
        .filter(line -> line.startsWith("!["))
        .map(line -> line.substring(line.indexOf('(') + 1, line.indexOf(')')))
        .toList();
  }
}
