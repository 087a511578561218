package io.boxwire.itests.benchmarks.harness;

import java.util.Locale;

/** What a figure has to reach. */
public final class Mark {
  /** Whether it is reached. */
  public enum Verdict {
    /** The whole interval is on the right side. */
    MET,
    /** The whole interval is on the wrong side. */
    MISSED,
    /** The mark lies within the interval. */
    UNRESOLVED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final double bound;
  private final int sign;

  private Mark(double bound, int sign) {
    this.bound = bound;
    this.sign = sign;
  }

  /** Less is better. */
  public static Mark atMost(double bound) {
    return new Mark(bound, 1);
  }

  /** More is better. */
  public static Mark atLeast(double bound) {
    return new Mark(bound, -1);
  }

  /** The bound itself. */
  public double bound() {
    return bound;
  }

  /** Holds a figure against the mark. */
  public Verdict judge(Interval figure) {
    double best = sign > 0 ? figure.low() : figure.high();
    double worst = sign > 0 ? figure.high() : figure.low();
    if (sign * worst <= sign * bound) {
      return Verdict.MET;
    }
    return sign * best > sign * bound ? Verdict.MISSED : Verdict.UNRESOLVED;
  }

  @Override
  public String toString() {
    return (sign > 0 ? "<= " : ">= ") + MarkdownTable.number(bound);
  }
}
