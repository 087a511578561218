package io.boxwire.itests.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.benchmarks.harness.Mark.Verdict;
import org.junit.jupiter.api.Test;

class MarkTest {
  private static final Interval AROUND_ONE = new Interval(1.0, 0.9, 1.1);

  @Test
  void judge_lessIsBetter_wholeIntervalDecides() {
    assertThat(Mark.atMost(1.1).judge(AROUND_ONE)).isEqualTo(Verdict.MET);
    assertThat(Mark.atMost(1.05).judge(AROUND_ONE)).isEqualTo(Verdict.UNRESOLVED);
    assertThat(Mark.atMost(0.9).judge(AROUND_ONE)).isEqualTo(Verdict.UNRESOLVED);
    assertThat(Mark.atMost(0.89).judge(AROUND_ONE)).isEqualTo(Verdict.MISSED);
  }

  @Test
  void judge_moreIsBetter_wholeIntervalDecides() {
    assertThat(Mark.atLeast(0.9).judge(AROUND_ONE)).isEqualTo(Verdict.MET);
    assertThat(Mark.atLeast(0.95).judge(AROUND_ONE)).isEqualTo(Verdict.UNRESOLVED);
    assertThat(Mark.atLeast(1.11).judge(AROUND_ONE)).isEqualTo(Verdict.MISSED);
  }

  @Test
  void toString_both_tellDirectionAndBound() {
    assertThat(Mark.atMost(1.15)).hasToString("<= 1.15");
    assertThat(Mark.atLeast(5)).hasToString(">= 5.00");
    assertThat(Verdict.UNRESOLVED).hasToString("unresolved");
  }
}
