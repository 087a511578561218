package io.boxwire.api;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets frames pass at their times, by a clock that never steps, and counts those that come late.
 * Used by one thread.
 */
public final class Pace {
  /** What a scheduler and a disk may cost; more is worth counting. */
  private static final long LATE_NANOS = 20_000_000;

  /** Times farther from zero are taken for this one: no sum of a few of them can overflow. */
  private static final long FARTHEST = Long.MAX_VALUE / 4;

  /** Waits. */
  @FunctionalInterface
  public interface Sleeper {
    /**
     * Waits for some time.
     *
     * @param nanos nanoseconds, more than 0
     * @throws InterruptedException if interrupted while it waits
     */
    void sleep(long nanos) throws InterruptedException;
  }

  /** How late frames were. Immutable. */
  public static final class Lateness {
    /** Where no frame has passed. */
    public static final Lateness NONE = new Lateness(0, 0, 0);

    private final long frames;
    private final long late;
    private final long mostNanos;

    private Lateness(long frames, long late, long mostNanos) {
      this.frames = frames;
      this.late = late;
      this.mostNanos = mostNanos;
    }

    /**
     * How many have passed.
     *
     * @return a count
     */
    public long frames() {
      return frames;
    }

    /**
     * How many of them passed more than 20 ms after their time.
     *
     * @return a count
     */
    public long late() {
      return late;
    }

    /**
     * How late the latest was.
     *
     * @return a duration; zero if none was late at all
     */
    public Duration most() {
      return Duration.ofNanos(mostNanos);
    }

    @Override
    public String toString() {
      return "frames " + frames + ", late " + late + ", at most " + most().toMillis() + " ms";
    }
  }

  private final LongSupplier clock;
  private final Sleeper sleeper;
  private long origin;
  private long frames;
  private long late;
  private long latest;

  /** A pace by the clock of the machine. */
  public Pace() {
    this(System::nanoTime, TimeUnit.NANOSECONDS::sleep);
  }

  /**
   * A pace by another clock.
   *
   * @param clock nanoseconds that only their differences matter of
   * @param sleeper waits by that clock
   */
  public Pace(LongSupplier clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * Waits until a frame is due. The first one is due at once, and the others as far behind it as
   * their times are.
   *
   * @param due the frame's time
   * @throws InterruptedException if interrupted while it waits; the frame has not passed then
   */
  public void await(Duration due) throws InterruptedException {
    if (frames == 0) {
      origin = clock.getAsLong() - nanos(due);
    } else {
      awaitLater(nanos(due));
    }
    frames++;
  }

  private void awaitLater(long due) throws InterruptedException {
    long wait = origin + due - clock.getAsLong();
    if (wait > 0) {
      sleeper.sleep(wait);
      wait = origin + due - clock.getAsLong();
    }
    long lateness = Math.max(0, -wait);
    latest = Math.max(latest, lateness);
    if (lateness > LATE_NANOS) {
      late++;
    }
  }

  /**
   * How late frames were so far.
   *
   * @return a snapshot
   */
  public Lateness lateness() {
    return new Lateness(frames, late, latest);
  }

  /** A file may say any time, also one that nanoseconds can't express. */
  private static long nanos(Duration time) {
    return Math.max(-FARTHEST, Math.min(FARTHEST, TimeUnit.NANOSECONDS.convert(time)));
  }
}
