package io.boxwire.device.k230.internal.ffmpeg;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The capture clock of a session, onto which the times of one child after another are put. Within a
 * child they stay as they are; a later child begins as much after the first as the machine's
 * monotonic clock says, and never before what came from the child before it. For one thread at a
 * time.
 */
final class CaptureClock {
  /** Where the clock stands with the first frame, so that frames before that have times too. */
  static final long START_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final LongSupplier nanoTime;
  private boolean started;
  private long firstArrival;
  private long reached = START_NANOS;

  /**
   * Makes a clock.
   *
   * @param nanoTime the machine's clock, as {@link System#nanoTime()}
   */
  CaptureClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Begins a child, when its first frame has come.
   *
   * @param first when that is decoded by the child's own clock, in nanoseconds
   * @return what to add to the child's times, in nanoseconds
   */
  long begin(long first) {
    long now = nanoTime.getAsLong();
    if (!started) {
      started = true;
      firstArrival = now;
    }
    return Math.max(START_NANOS + now - firstArrival, reached) - first;
  }

  /**
   * Notes how far a child has come.
   *
   * @param end when a frame ends on this clock, in nanoseconds
   */
  void reach(long end) {
    reached = Math.max(reached, end);
  }
}
