package io.boxwire.itests.benchmarks.cameras;

import java.io.IOException;

/**
 * The greatest number of cameras that was recorded without one of them falling behind, found by
 * trials around an estimate.
 *
 * @param kept the greatest number that kept up; 0 if none did
 * @param failed the smallest that did not; 0 if all that there was room for did
 */
record Limit(int kept, int failed) {
  private static final double STEP = 1.2;
  private static final int TRIALS = 4;

  /** A run with so many cameras. */
  @FunctionalInterface
  interface Trial {
    /** Whether all of them kept up. */
    boolean keepsUp(int cameras) throws IOException, InterruptedException;
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
    double next = estimate;
    for (int i = 0; i < TRIALS; i++) {
      int cameras = (int) Math.max(1, Math.min(next, most));
      if (cameras == kept || cameras == failed) {
        break;
      }
      if (trial.keepsUp(cameras)) {
        kept = cameras;
        next = cameras * STEP;
      } else {
        failed = cameras;
        next = cameras / STEP;
      }
      if (kept > 0 && failed > 0) {
        break;
      }
    }
    return new Limit(kept, failed);
  }

  @Override
  public String toString() {
    return kept + (failed == 0 ? " or more: no room for others" : ", not " + failed);
  }
}
