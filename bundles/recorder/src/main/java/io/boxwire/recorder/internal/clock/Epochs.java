package io.boxwire.recorder.internal.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * By how much the time line is ahead of the clock of the device, now and before. A step of that
 * clock is seen on each track for itself, at another moment: a track that steps to where another
 * has already gone, or back to where it was, takes the same number as before, to the nanosecond. So
 * tracks stay in step with each other.
 *
 * <p>Used by one thread.
 */
final class Epochs {
  /** How many are remembered: those of a step that not all tracks have made, and one to return. */
  private static final int MOST = 8;

  private final List<Epoch> epochs = new ArrayList<>();

  /** A time during which the device's clock went on steadily. */
  static final class Epoch {
    private long ahead;

    private Epoch(long ahead) {
      this.ahead = ahead;
    }

    /** By how much the time line is ahead of the device's clock, nanoseconds. */
    long ahead() {
      return ahead;
    }
  }

  /** Begins another. */
  Epoch begin(long ahead) {
    if (epochs.size() == MOST) {
      epochs.remove(0);
    }
    Epoch epoch = new Epoch(ahead);
    epochs.add(epoch);
    return epoch;
  }

  /** Begins one that no other track can join: what the device says can't be counted with. */
  Epoch beginAlone() {
    return new Epoch(0);
  }

  /**
   * The epoch that brings a time of the device nearest to where it is expected.
   *
   * @param raw a time of the device, nanoseconds
   * @param expected where on the line it is expected
   * @param fits whether a distance from there is small enough
   */
  Optional<Epoch> fitting(long raw, long expected, LongPredicate fits) {
    Optional<Epoch> best = Optional.empty();
    long least = Long.MAX_VALUE;
    for (Epoch epoch : epochs) {
      long distance = Timescale.difference(Timescale.sum(raw, epoch.ahead), expected);
      long size = distance == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(distance);
      // Of equals the later.
      if (fits.test(distance) && size <= least) {
        best = Optional.of(epoch);
        least = size;
      }
    }
    return best;
  }

  /** Whether one began after another; one that is forgotten began before all. */
  boolean later(Epoch epoch, Epoch than) {
    return epochs.indexOf(epoch) > epochs.indexOf(than);
  }

  /** Puts all that follows in an epoch off. */
  void putOff(Epoch epoch, long nanos) {
    epoch.ahead = Timescale.sum(epoch.ahead, nanos);
  }
}
