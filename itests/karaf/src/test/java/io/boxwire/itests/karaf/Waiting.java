package io.boxwire.itests.karaf;

import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions, and no longer than they need. */
final class Waiting {
  private static final Duration LOOK = Duration.ofMillis(10);

  private Waiting() {}

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Looks again and again until a condition holds; fails with its name if it does not in time. */
  static void until(String what, Duration most, Condition condition) throws Exception {
    long end = System.nanoTime() + most.toNanos();
    while (!condition.holds()) {
      assertTrue("waited in vain: " + what, System.nanoTime() < end);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
