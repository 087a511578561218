package io.boxwire.itests.swaps.steering;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
final class Waiting {
  private static final long PATIENCE_SECONDS = 30;
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private Waiting() {}

  /** Waits until a condition holds, and fails if it does not come. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what + "; threads:" + Handles.stacks());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
