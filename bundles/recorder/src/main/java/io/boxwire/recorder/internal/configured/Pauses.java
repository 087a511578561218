package io.boxwire.recorder.internal.configured;

import java.time.Duration;

/**
 * How long to wait before something that failed is tried again: a second, then twice as long each
 * time in a row, up to a limit. For one thread at a time.
 */
final class Pauses {
  private static final Duration FIRST = Duration.ofSeconds(1);

  private final Duration longest;
  private Duration next = FIRST;

  /** Makes the pauses, none longer than given. */
  Pauses(Duration longest) {
    this.longest = longest;
  }

  /** The next pause of the row. */
  Duration next() {
    Duration pause = shorter(next, longest);
    next = shorter(next.multipliedBy(2), longest);
    return pause;
  }

  /** Is told how long a try went well: one that did for as long as the longest ends the row. */
  void wentWell(Duration time) {
    if (time.compareTo(longest) >= 0) {
      restart();
    }
  }

  /** Begins a new row. */
  void restart() {
    next = FIRST;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
