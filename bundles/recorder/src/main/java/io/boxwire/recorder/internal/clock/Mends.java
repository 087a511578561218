package io.boxwire.recorder.internal.clock;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaListener;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells of times that were mended, and of time that is missing: of each step and pause, and of
 * frames in disorder the first on each track, and at the end how many there were. Written by one
 * thread; the count is read by any.
 */
final class Mends {
  private final String device;
  private final MediaListener listener;
  private final long[] disorder;
  private final AtomicLong count = new AtomicLong();

  /**
   * Nothing was mended.
   *
   * @param device its id
   * @param tracks how many it has
   * @param listener is told
   */
  Mends(String device, int tracks, MediaListener listener) {
    this.device = device;
    this.listener = listener;
    this.disorder = new long[tracks];
  }

  /** How many times were mended: steps of the clock, and frames in disorder. */
  long count() {
    return count.get();
  }

  /** Time is really missing before a frame, and the file lacks it as well. */
  void paused(TrackClock track, long time, long gap) {
    String text = "nothing was captured for " + seconds(gap) + " s before " + at(track, time);
    tell(track, text + "; the gap is kept", gap);
  }

  /** The clock made a step. */
  void stepped(TrackClock track, long raw, long time, long gap, String how) {
    count.incrementAndGet();
    String text = "its clock went from " + at(track, track.raw()) + " to " + at(track, raw);
    tell(track, text + how + "; times go on at " + at(track, time), gap);
  }

  /** A track begins with a time that can't be of the clock of the others. */
  void foreign(TrackClock track, long raw, long time) {
    count.incrementAndGet();
    String text = "it begins at " + at(track, raw) + ", far from the other tracks";
    tell(track, text + "; it is put to " + at(track, time), 0);
  }

  /** A frame is not after the one before. */
  void late(TrackClock track, long raw, long time) {
    count.incrementAndGet();
    if (++disorder[track.number() - 1] == 1) {
      String text = "a frame of " + at(track, raw) + " comes behind one that is not earlier";
      tell(track, text + "; it is put to " + at(track, time) + ", and more are counted", 0);
    }
  }

  /** Nothing more comes: tells how many frames were in disorder, where the first was not all. */
  void end(Iterable<TrackClock> tracks) {
    for (TrackClock track : tracks) {
      long all = disorder[track.number() - 1];
      if (all > 1) {
        tell(track, all + " frames came behind ones that are not earlier", 0);
      }
    }
  }

  private void tell(TrackClock track, String what, long gap) {
    listener.onEvent(
        MediaEvent.onTrack(
                MediaEvent.Kind.GAP,
                track.number(),
                "device " + device + ", track " + track.number() + ": " + what)
            .withTime(Duration.ofNanos(Math.max(0, gap))));
  }

  private static String at(TrackClock track, long ticks) {
    return track.scale().countable(ticks) ? seconds(track.scale().nanos(ticks)) + " s" : ticks + "";
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
  }
}
