package io.boxwire.muxer.internal;

import io.boxwire.api.MuxerOptions;
import java.time.Duration;
import java.util.List;

/**
 * Decides where chunks of a fragment end: a chunk has the samples that begin within its duration
 * from its first one. So it ends in front of the first sample that begins later, and as soon as all
 * tracks have come so far that no other can follow; both give the same chunks.
 */
final class ChunkPolicy {
  /** Times are rounded down to nanoseconds, and so a duration may seem this much shorter. */
  private static final long ROUNDING = 1;

  private static final Duration LONGEST = Duration.ofDays(366);

  /** {@link Ticks#LONGEST} if a fragment is one chunk. */
  private final long nanos;

  private List<Track> tracks = List.of();
  private boolean empty = true;
  private long end;
  private long reached;

  ChunkPolicy(MuxerOptions options) {
    this.nanos = options.chunkDuration().map(ChunkPolicy::nanos).orElse(Ticks.LONGEST);
  }

  private static long nanos(Duration asked) {
    return (asked.compareTo(LONGEST) > 0 ? LONGEST : asked).toNanos() - ROUNDING;
  }

  /** Says which tracks there are. */
  void tracks(List<Track> all) {
    tracks = all;
  }

  /** Whether a chunk ends before a sample, which {@link #take} gets afterwards. */
  boolean endsBefore(Sample sample) {
    return !empty && sample.time >= end;
  }

  void take(Sample sample) {
    if (empty) {
      empty = false;
      end = sample.time + nanos;
    }
    reached = Ticks.nanos(sample.decodeTime + sample.duration, sample.track.timescale());
    sample.track.reach(reached);
  }

  /** Whether no other sample can belong to the chunk. */
  boolean complete() {
    if (empty || reached < end) {
      return false;
    }
    for (Track track : tracks) {
      if (track.reached() < end) {
        return false;
      }
    }
    return true;
  }

  /** A new chunk begins. */
  void begin() {
    empty = true;
  }
}
