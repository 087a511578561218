package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one file leaves to the next: frames that decoding needs, which of them are shown already,
 * and how far each track has come. For one thread.
 */
final class Handover {
  private static final long NONE = Long.MIN_VALUE;

  private final Tracks tracks;
  private final KeptFrames kept;
  private final UnwrittenFrames unwritten;
  private final Losses losses;

  /** Where the last frame of each track ends, in ticks of the track. */
  private final long[] ends;

  private boolean begun;

  /**
   * Begins with nothing.
   *
   * @param kept what decoding needs
   * @param unwritten what else the muxer may not have written
   * @param losses takes those that no file gets any more
   */
  Handover(Tracks tracks, KeptFrames kept, UnwrittenFrames unwritten, Losses losses) {
    this.tracks = tracks;
    this.kept = kept;
    this.unwritten = unwritten;
    this.losses = losses;
    this.ends = new long[tracks.count()];
    Arrays.fill(ends, NONE);
  }

  /** Whether a file shows a frame of the leading track. */
  boolean begun() {
    return begun;
  }

  /** Whether the next file has to begin with a frame that one can begin at. */
  boolean needsPoint() {
    return begun && !keeps() && kept.pointsSeen();
  }

  /** Whether the next file can show again what was written last. */
  boolean keeps() {
    return !kept.isEmpty() || unwritten.missing();
  }

  /** How much payload is kept. */
  long bytes() {
    return kept.bytes() + unwritten.bytes();
  }

  /**
   * Takes a frame that a file shows from now on.
   *
   * @param waiting whether the file waits for a codec plugin, so that it may still come to nothing
   * @return as {@link KeptFrames#add}
   */
  boolean wrote(SharedFrame shared, boolean waiting) {
    Frame frame = shared.frame();
    begun |= tracks.leads(frame);
    int track = frame.track() - 1;
    ends[track] = Math.max(ends[track], frame.compositionTime() + Math.max(0, frame.duration()));
    if (waiting) {
      kept.addMore(shared);
      return false;
    }
    return kept.add(shared);
  }

  /** Forgets what a file that begins with a frame does without. */
  void beginAt(Frame next) {
    if (nothingMissing() && tracks.beginsAnew(next)) {
      kept.clearFor(next);
    }
  }

  /**
   * How the next file goes on.
   *
   * @param coming the next frames, as far as they are known
   * @param last whether no more will be known
   * @return empty as long as that is not known
   */
  Optional<Continuation> continuation(List<Frame> coming, boolean last) {
    List<Frame> hidden = new ArrayList<>();
    List<Frame> shown = new ArrayList<>();
    for (SharedFrame shared : frames()) {
      (shared.missing() ? shown : hidden).add(shared.frame());
    }
    if (hidden.isEmpty()) {
      return Optional.of(
          begun
              ? Continuation.inMidStream(tracks.formats())
              : new Continuation(tracks.formats(), 0));
    }
    shown.addAll(coming);
    return Continuation.of(tracks, new Continuation.Before(hidden, ends()), shown, last);
  }

  private Map<Integer, Long> ends() {
    Map<Integer, Long> known = new HashMap<>();
    for (int i = 0; i < ends.length; i++) {
      if (ends[i] != NONE) {
        known.put(i + 1, ends[i]);
      }
    }
    return known;
  }

  /** The frames that a file begins with, in the order they were written. */
  List<SharedFrame> frames() {
    List<SharedFrame> all = new ArrayList<>(unwritten.frames());
    all.addAll(kept.frames());
    return all;
  }

  /**
   * A file has ended, maybe without the last of the frames that it took.
   *
   * @param file its number
   * @param lacking how many, by track
   */
  void ended(int file, Map<Integer, Long> lacking) {
    List<SharedFrame> last = frames();
    Collections.reverse(last);
    lacking.forEach(
        (track, count) -> {
          long left = count;
          for (SharedFrame shared : last) {
            if (left > 0 && shared.isIn(file) && shared.frame().track() == track) {
              left--;
              shared.lostByItsFile();
            }
          }
          if (count != CurrentFile.UNKNOWN && left > 0) {
            losses.unwritten(track, left);
          }
        });
    unwritten.trim();
  }

  /** Lets go of all; what no file shows is lost. False if there was nothing. */
  boolean clear() {
    boolean some = keeps();
    frames().stream()
        .filter(SharedFrame::missing)
        .forEach(shared -> losses.unwritten(shared.frame().track(), 1));
    kept.clear();
    unwritten.clear();
    return some;
  }

  /** Whether each frame that a file took is in one. */
  boolean nothingMissing() {
    return frames().stream().noneMatch(SharedFrame::missing);
  }
}
