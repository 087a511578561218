package io.boxwire.device.k230.internal.v4l2;

/**
 * Gives blocks of sound times on the clock of the pictures.
 *
 * <p>Two clocks count the same time: the sound card's own, by which it takes samples, and the
 * system's, by which pictures are stamped. They differ by some hundred millionths, which is a
 * second in a few hours. So a block's time is that of the block before plus its samples, moved by
 * what the system's clock says of its arrival:
 *
 * <ul>
 *   <li>Arrivals are late by up to a period of the driver and never early, so the least late one of
 *       every {@value #WINDOW} blocks counts. The times are moved towards it by at most {@value
 *       #SLEW} of a block with each: times follow the system's clock within a few milliseconds for
 *       as long as capturing goes on, and no step is ever heard.
 *   <li>A block that comes later than {@value #GAP_MILLIS} ms after its turn was preceded by
 *       samples that were lost, as when a buffer overran. Its time is that of its arrival: a gap,
 *       not a shift of all that follows.
 * </ul>
 *
 * <p>Used by one thread at a time.
 */
final class AudioClock {
  private static final int WINDOW = 50;
  private static final double SLEW = 0.002;
  private static final int GAP_MILLIS = 60;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final int rate;
  private final long gapTicks;
  private boolean started;
  private long next;
  private long pending;
  private long leastLate = Long.MAX_VALUE;
  private int measured;
  private long gaps;
  private long lost;

  /**
   * Makes a clock.
   *
   * @param rate samples a second, which is also what its times are counted in
   */
  AudioClock(int rate) {
    this.rate = rate;
    this.gapTicks = (long) rate * GAP_MILLIS / 1000;
  }

  /**
   * The time of the next block.
   *
   * @param samples of each channel in the block
   * @param arrival when its first sample was captured by the system's clock, in nanoseconds, as far
   *     as can be told: late rather than early
   * @return in ticks of the sampling rate, on the system's clock
   */
  long next(int samples, long arrival) {
    long ticks = ticks(arrival);
    if (!started) {
      started = true;
      next = ticks;
    }
    long late = ticks - (next + pending);
    if (late > gapTicks) {
      gaps++;
      lost += late;
      next = ticks;
      forget();
    } else {
      measure(late);
    }
    long most = Math.max(1, (long) (samples * SLEW));
    long step = Math.max(-most, Math.min(most, pending));
    pending -= step;
    long time = next + step;
    next = time + samples;
    return time;
  }

  /** Takes what was measured so far at once, where nobody has been told a time yet. */
  void settle() {
    if (measured > 0) {
      long correction = pending + leastLate;
      forget();
      next += correction;
    }
  }

  private void measure(long late) {
    leastLate = Math.min(leastLate, late);
    if (++measured == WINDOW) {
      long correction = pending + leastLate;
      forget();
      pending = correction;
    }
  }

  private void forget() {
    pending = 0;
    leastLate = Long.MAX_VALUE;
    measured = 0;
  }

  /** How many samples of each channel were lost in gaps. */
  long lost() {
    return lost;
  }

  /** How many gaps there were. */
  long gaps() {
    return gaps;
  }

  /** In two steps, since nanoseconds times a rate overflow after a day. */
  private long ticks(long nanos) {
    return Math.floorDiv(nanos, NANOS_PER_SECOND) * rate
        + Math.floorMod(nanos, NANOS_PER_SECOND) * rate / NANOS_PER_SECOND;
  }
}
