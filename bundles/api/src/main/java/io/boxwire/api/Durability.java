package io.boxwire.api;

import java.time.Duration;
import java.util.Objects;

/**
 * When what a muxer writes into a file is forced to storage, and so survives a power cut.
 *
 * <p>Counts for HYBRID and FRAGMENTED files that the muxer creates. With any policy but {@link
 * #never}, what a power cut takes is at most the media of the fragment that was open, also where
 * {@linkplain MuxerOptions#chunkDuration chunks} of it have been written, plus those of the
 * interval if there is one, plus what came within the latency of forcing, which {@link
 * MuxerStatistics#longestForce()} tells. Forcing is done on a thread of its own: while the storage
 * is slow, writing goes on into bounded memory, then waits, and a {@link
 * MediaEvent.Kind#STORAGE_SLOW} event says so.
 *
 * <p>Immutable.
 */
public final class Durability {
  private static final Durability EACH_FRAGMENT = new Durability(true, Duration.ZERO);
  private static final Durability NEVER = new Durability(false, Duration.ZERO);

  private final boolean forced;
  private final Duration interval;

  private Durability(boolean forced, Duration interval) {
    this.forced = forced;
    this.interval = interval;
  }

  /**
   * Each fragment is forced when it is written.
   *
   * @return the policy
   */
  public static Durability eachFragment() {
    return EACH_FRAGMENT;
  }

  /**
   * A fragment is forced when that much time has passed since the last one was.
   *
   * @param interval on the wall clock, more than 0
   * @return the policy
   */
  public static Durability every(Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("an interval is more than 0: " + interval);
    }
    return new Durability(true, interval);
  }

  /**
   * Nothing is forced before the file is closed: the operating system decides when it is written.
   *
   * @return the policy
   */
  public static Durability never() {
    return NEVER;
  }

  /**
   * Whether anything is forced while the file grows.
   *
   * @return false for {@link #never}
   */
  public boolean forced() {
    return forced;
  }

  /**
   * How much time lies between two forced fragments at least.
   *
   * @return zero if each is forced
   */
  public Duration interval() {
    return interval;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Durability that
        && forced == that.forced
        && interval.equals(that.interval);
  }

  @Override
  public int hashCode() {
    return Objects.hash(forced, interval);
  }

  @Override
  public String toString() {
    if (!forced) {
      return "never";
    }
    return interval.isZero() ? "each fragment" : "every " + interval;
  }
}
