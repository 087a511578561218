package io.boxwire.recorder.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaListener;
import java.util.HashMap;
import java.util.Map;

/**
 * Captured frames that are in no file: counts them, and tells of those of a track when a file goes
 * on behind them. Those that nothing follows are missing at the end of the recording, and belong to
 * the gap before the next one. Read by any thread.
 */
final class Losses {
  private final MediaListener listener;

  /** Those that no file has gone on behind yet, by track. */
  private final Map<Integer, Pending> pending = new HashMap<>();

  private long count;

  /**
   * Frames of a track.
   *
   * @param all how many there are
   * @param written how many of them a muxer took, so that they count as written
   */
  private record Pending(long all, long written) {
    private static final Pending NONE = new Pending(0, 0);

    Pending and(long frames, long taken) {
      return new Pending(all + frames, written + taken);
    }
  }

  Losses(MediaListener listener) {
    this.listener = listener;
  }

  /** Counts a frame that was given up before it was written. */
  void givenUp(int track) {
    add(track, 1, 0);
  }

  /** Counts frames that a muxer took and that its file has not. */
  void unwritten(int track, long frames) {
    add(track, frames, frames);
  }

  private synchronized void add(int track, long frames, long taken) {
    if (frames > 0) {
      count += frames;
      pending.put(track, pending.getOrDefault(track, Pending.NONE).and(frames, taken));
    }
  }

  /** How many there are. */
  synchronized long count() {
    return count;
  }

  /** A file shows a frame of a track: what was lost before it is a gap, which is told of. */
  void wentOn(int track) {
    Pending lost;
    synchronized (this) {
      lost = pending.remove(track);
    }
    if (lost != null) {
      listener.onEvent(
          MediaEvent.onTrack(
                  MediaEvent.Kind.GAP,
                  track,
                  Plural.of(lost.all(), "frame", " is", " are")
                      + " in no file: a part was missing for longer than frames could be kept")
              .withFrames(lost.all()));
    }
  }

  /** How many are behind the last frames that files show. */
  synchronized long atTheEnd() {
    return pending.values().stream().mapToLong(Pending::all).sum();
  }

  /** How many of those of a track that are behind its last frame count as written. */
  synchronized long unwrittenAtTheEnd(int track) {
    return pending.getOrDefault(track, Pending.NONE).written();
  }
}
