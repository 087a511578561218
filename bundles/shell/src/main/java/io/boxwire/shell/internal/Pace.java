package io.boxwire.shell.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets frames pass at their times, and counts those that come late. Used by one thread. */
final class Pace {
  /** What a scheduler and a disk may cost; more is worth counting. */
  private static final long LATE_NANOS = 20_000_000;

  /** Waits. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(long nanos) throws InterruptedException;
  }

  private final LongSupplier clock;
  private final Sleeper sleeper;
  private long origin;
  private long frames;
  private long late;
  private long latest;

  /** A pace by the clock of the machine. */
  Pace() {
    this(System::nanoTime, TimeUnit.NANOSECONDS::sleep);
  }

  /**
   * A pace by another clock.
   *
   * @param clock nanoseconds that only their differences matter of
   * @param sleeper waits by that clock
   */
  Pace(LongSupplier clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * Waits until a frame is due. The first one is due at once, and the others as far behind it as
   * their times are.
   */
  void await(Duration due) throws InterruptedException {
    if (frames++ == 0) {
      origin = clock.getAsLong() - due.toNanos();
      return;
    }
    long wait = origin + due.toNanos() - clock.getAsLong();
    if (wait > 0) {
      sleeper.sleep(wait);
      wait = origin + due.toNanos() - clock.getAsLong();
    }
    long lateness = Math.max(0, -wait);
    latest = Math.max(latest, lateness);
    if (lateness > LATE_NANOS) {
      late++;
    }
  }

  /** What there is to say of it. */
  String summary() {
    return "frames " + frames + ", late " + late + ", at most " + latest / 1_000_000 + " ms";
  }
}
