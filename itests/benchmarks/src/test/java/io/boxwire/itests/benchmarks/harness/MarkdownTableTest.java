package io.boxwire.itests.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {
  @Test
  void toString_rows_arePaddedAndEscaped() {
    MarkdownTable table =
        new MarkdownTable("job", "time").row("a|b", 0.25).row("c", new Interval(1, 0.5, 20));
    assertThat(table)
        .hasToString(
            """
            | job  | time             |
            | ---- | ---------------- |
            | a\\|b | 0.250            |
            | c    | 1.00 [0.500, 20] |
            """);
  }

  @Test
  void row_tooFewCells_refused() {
    assertThatThrownBy(() -> new MarkdownTable("a", "b").row("x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void number_sizes_threeDigitsThatMeanSomething() {
    assertThat(MarkdownTable.number(0)).isEqualTo("0.00");
    assertThat(MarkdownTable.number(0.01234)).isEqualTo("0.0123");
    assertThat(MarkdownTable.number(1.2345)).isEqualTo("1.23");
    assertThat(MarkdownTable.number(12.345)).isEqualTo("12.3");
    assertThat(MarkdownTable.number(12)).isEqualTo("12");
    assertThat(MarkdownTable.number(1234.5)).isEqualTo("1235");
  }

  @Test
  void spread_values_medianLeastGreatest() {
    assertThat(MarkdownTable.spread(3, 1, 2)).isEqualTo("2.00 (1.00-3.00)");
  }
}
