package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.Edit;
import io.boxwire.api.TrackFormat;
import java.util.concurrent.TimeUnit;

/** Turns the times of one track of a child into those of the session's track. For one thread. */
final class TrackTimes {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int childScale;
  private final int scale;
  private final long shift;
  private long offset;
  private long next = Long.MIN_VALUE;

  /**
   * Makes it.
   *
   * @param child the child's track
   * @param movieTimescale what its edits are counted in
   * @param scale the timescale of the session's track
   */
  TrackTimes(TrackFormat child, int movieTimescale, int scale) {
    this.childScale = child.timescale();
    this.scale = scale;
    this.shift = shift(child, movieTimescale);
  }

  /**
   * What the edits add to each time. They say how much later than the other track this one begins,
   * and which time of the media that is; FFmpeg writes no others into fragmented files.
   */
  private static long shift(TrackFormat child, int movieTimescale) {
    long delay = 0;
    for (Edit edit : child.edits()) {
      if (!edit.empty()) {
        return convert(delay, movieTimescale, child.timescale()) - edit.mediaTime();
      }
      delay += edit.duration();
    }
    return 0;
  }

  /** A time of the child's track on the clock of all its tracks, in nanoseconds. */
  long nanos(long ticks) {
    return convert(ticks + shift, childScale, SECOND);
  }

  /** Sets what is added to the child's times, in nanoseconds. */
  void begin(long nanos) {
    offset = convert(nanos, SECOND, scale);
  }

  /** A time of the child's track in ticks of the session's. */
  long ticks(long childTicks) {
    return convert(childTicks + shift, childScale, scale) + offset;
  }

  /** A duration of the child's in ticks of the session's track. */
  long duration(long childTicks) {
    return convert(childTicks, childScale, scale);
  }

  /**
   * Refuses a frame that would go back in time.
   *
   * @param time when it is decoded, in ticks of the session's track
   * @return whether it is after the last one
   */
  boolean advance(long time) {
    if (time < next) {
      return false;
    }
    next = time + 1;
    return true;
  }

  /** When a time of the session's track is, in nanoseconds. */
  long sessionNanos(long ticks) {
    return convert(ticks, scale, SECOND);
  }

  /** Where the next run of the same track has to go on. */
  void follow(TrackTimes before) {
    next = before.next;
  }

  /** Exact within half a tick; in two steps, since the product does not fit for a time of day. */
  private static long convert(long ticks, long from, long to) {
    if (from == to) {
      return ticks;
    }
    long whole = Math.floorDiv(ticks, from);
    long rest = Math.floorMod(ticks, from);
    return whole * to + (rest * to + from / 2) / from;
  }
}
