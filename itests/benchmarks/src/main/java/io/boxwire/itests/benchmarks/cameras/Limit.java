package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Interval;
import java.io.IOException;

/**
 * The greatest number of cameras that was recorded without one of them falling behind, found by
 * trials around an estimate.
 *
 * @param kept the greatest number that kept up; 0 if none did
 * @param failed the smallest that did not; 0 if all that there was room for did
 */
record Limit(int kept, int failed) {
  /** The part of the media that has to be in the files at a moment: they grow by fragments. */
  static final double COMPLETE = 0.97;

  /** How far below what fell behind it looks first, and how much farther each further time. */
  private static final double STEP = 1.2;

  /** How far beyond what kept up it looks at most. */
  private static final double FAR = 2;

  /** The part of the processors that those take who just keep up. */
  private static final double FULL = 0.95;

  /** How near the two numbers have to be to each other. */
  private static final double NEAR = 1.1;

  private static final int TRIALS = 8;

  /** How a trial ended. */
  enum Outcome {
    /** All of them kept up. */
    KEPT_UP,
    /** One fell behind. */
    FELL_BEHIND,
    /** The memory of the machine was not enough to tell. */
    NO_ROOM;

    static Outcome of(boolean room, boolean keptUp) {
      if (!room) {
        return NO_ROOM;
      }
      return keptUp ? KEPT_UP : FELL_BEHIND;
    }
  }

  /**
   * What a trial showed.
   *
   * @param outcome how it ended
   * @param load the part of the processors that it took
   */
  record Shown(Outcome outcome, double load) {}

  /** A run with so many cameras. */
  @FunctionalInterface
  interface Trial {
    Shown of(int cameras) throws IOException, InterruptedException;
  }

  /**
   * Looks for it.
   *
   * @param estimate where to begin
   * @param most how many there is room for
   * @param trial a run
   */
  static Limit find(double estimate, int most, Trial trial)
      throws IOException, InterruptedException {
    int kept = 0;
    int failed = 0;
    int room = most;
    double next = estimate;
    double more = FAR;
    double less = STEP;
    for (int i = 0; i < TRIALS; i++) {
      int cameras = (int) Math.max(1, Math.min(next, room));
      if (cameras == kept || cameras == failed) {
        break;
      }
      Shown shown = trial.of(cameras);
      switch (shown.outcome()) {
        case KEPT_UP -> {
          kept = cameras;
          more = Math.max(NEAR, Math.min(FAR, FULL / shown.load()));
        }
        case FELL_BEHIND -> failed = cameras;
        case NO_ROOM -> room = (int) (cameras / STEP);
      }
      if (kept > 0 && failed > 0) {
        if (failed <= kept * NEAR) {
          break;
        }
        next = Math.sqrt((double) kept * failed);
      } else {
        next = kept > 0 ? kept * more : failed > 0 ? failed / less : room;
        less *= STEP;
      }
    }
    return new Limit(kept, failed);
  }

  /** The same, where it is known from elsewhere that so many can't keep up. */
  Limit below(int tooMany) {
    return new Limit(kept, known() ? Math.min(failed, tooMany) : tooMany);
  }

  /** Whether it is known: else there was no room for more. */
  boolean known() {
    return failed > 0;
  }

  /**
   * How many times another one it is. The bounds are those of what was found, and where this one is
   * not known, what it is at least.
   */
  Interval times(Limit other) {
    double most = known() ? failed : kept;
    double low = (double) kept / Math.max(1, other.known() ? other.failed : other.kept);
    double high = most / Math.max(1, other.kept);
    return new Interval(Math.sqrt(low * high), low, high);
  }

  @Override
  public String toString() {
    return kept + (known() ? ", not " + failed : " or more: no memory for others");
  }
}
