package io.boxwire.muxer.internal;

import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RandomAccess;
import java.time.Duration;

/**
 * Decides where fragments end. With video, at the first random access point of the leading track
 * after the fragment duration, or by force at ten times of it; without, after the fragment
 * duration. In any case before a fragment takes too much memory.
 */
final class FragmentPolicy {
  private static final int FORCED = 10;
  private static final long LARGEST = 64L << 20;
  private static final Duration LONGEST = Duration.ofDays(366);

  private final long nanos;
  private boolean empty = true;
  private long start;
  private long bytes;
  private long leadStart;
  private boolean leadSeen;

  FragmentPolicy(MuxerOptions options) {
    Duration asked = options.fragmentDuration();
    this.nanos = (asked.compareTo(LONGEST) > 0 ? LONGEST : asked).toNanos();
  }

  /**
   * Says whether a new fragment begins at a sample.
   *
   * @param sample the next sample, which {@link #take} gets afterwards
   * @param lead the leading track
   */
  boolean cutsBefore(Sample sample, Track lead) {
    if (empty) {
      return false;
    }
    if (bytes + sample.storedSize() > LARGEST) {
      return true;
    }
    long elapsed = sample.time - start;
    if (elapsed >= nanos * FORCED) {
      return true;
    }
    if (!lead.video()) {
      return elapsed >= nanos;
    }
    return sample.track == lead
        && sample.access != RandomAccess.NONE
        && leadElapsed(sample) >= nanos;
  }

  /** Counted in the track's ticks, lest rounding postpones the cut by a whole group of pictures. */
  private long leadElapsed(Sample sample) {
    return leadSeen
        ? Ticks.nanos(sample.decodeTime - leadStart, sample.track.timescale())
        : sample.time - start;
  }

  void take(Sample sample, Track lead) {
    if (empty || sample.time < start) {
      start = sample.time;
    }
    if (sample.track == lead && !leadSeen) {
      leadStart = sample.decodeTime;
      leadSeen = true;
    }
    bytes += sample.storedSize();
    empty = false;
  }

  /** A new fragment begins. */
  void begin() {
    empty = true;
    leadSeen = false;
    bytes = 0;
  }
}
