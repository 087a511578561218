package io.boxwire.itests.crash;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Repairer;

/** What all harnesses here have in common: the parts under test, and how much is done. */
final class Trial {
  /** Whether it may take the time it likes. */
  static final boolean FULL = Boolean.getBoolean("boxwire.full");

  /** What all decisions of a run follow from. */
  static final long SEED = Long.getLong("boxwire.crash.seed", 20_260_101);

  private Trial() {}

  static Boxwire boxwire() {
    return Boxwire.load(Trial.class.getClassLoader());
  }

  static Repairer repairer() {
    return boxwire().repairer().orElseThrow();
  }

  /** One number for {@code mvn verify}, another for {@code -Pfull}. */
  static int count(int small, int full) {
    return FULL ? full : small;
  }

  /** Says a figure, in the output of the build. */
  static void say(String line) {
    System.out.println("[crash] " + line);
  }
}
