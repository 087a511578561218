package io.boxwire.device.k230.internal.ffmpeg;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait before a child is started again: twice as long each time in a row, up to a
 * limit, and not at all after so many times. For one thread.
 */
final class Backoff {
  private final int attempts;
  private final Duration least;
  private final Duration most;
  private int used;

  /**
   * Makes a policy.
   *
   * @param attempts how many times in a row, at least 0
   * @param least the first wait
   * @param most the longest wait, at least the first
   */
  Backoff(int attempts, Duration least, Duration most) {
    this.attempts = attempts;
    this.least = least;
    this.most = most;
  }

  /**
   * Counts a run that has ended.
   *
   * @param delivered for how long it delivered: a run that went well for as long as the longest
   *     wait begins a new row
   */
  void ran(Duration delivered) {
    if (!delivered.isZero() && delivered.compareTo(most) >= 0) {
      used = 0;
    }
  }

  /** How long to wait before the next attempt; empty if there is none left. */
  Optional<Duration> next() {
    if (used == attempts) {
      return Optional.empty();
    }
    Duration wait = least;
    for (int i = 0; i < used && wait.compareTo(most) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    used++;
    return Optional.of(wait.compareTo(most) < 0 ? wait : most);
  }

  /** Which attempt in its row the last one was, and of how many. */
  @Override
  public String toString() {
    return "attempt " + used + " of " + attempts;
  }
}
