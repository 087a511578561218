package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaType;
import io.boxwire.api.RandomAccess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The frames that files show and that another file needs to go on from there: all tracks since a
 * random access point of the leading video track. Without video nothing is needed.
 *
 * <p>What follows a sync picture needs nothing before it. An open-GOP picture takes the place of
 * the point before it only when the pictures that lead it are through, and a recovery point when
 * its roll distance is.
 *
 * <p>Bounded by bytes: a larger group of pictures is not kept, and the next point is awaited. For
 * one thread, and knows none.
 */
final class KeptFrames {
  private final Tracks tracks;
  private final long mostBytes;
  private final boolean video;
  private final Deque<SharedFrame> frames = new ArrayDeque<>();
  private long bytes;
  private boolean pointsSeen;

  /**
   * Frames from a later point on that can't take the place of the first yet; 0 if there is none.
   */
  private int fromLater;

  private Frame later;
  private int rolled;

  /**
   * Keeps nothing yet.
   *
   * @param mostBytes of payload that may be kept
   */
  KeptFrames(Tracks tracks, long mostBytes) {
    this.tracks = tracks;
    this.mostBytes = mostBytes;
    this.video = tracks.leadType() == MediaType.VIDEO;
  }

  /**
   * Takes a frame that a file shows from now on.
   *
   * @return whether a point that a file could begin at has just taken the place of the former, with
   *     frames behind it that are shown already
   */
  boolean add(SharedFrame shared) {
    Frame frame = shared.frame();
    boolean leads = video && tracks.leads(frame);
    if (leads && frame.randomAccess() != RandomAccess.NONE) {
      pointsSeen = true;
      begin(frame);
    }
    if (frames.isEmpty() && !(leads && frame.randomAccess() != RandomAccess.NONE)) {
      shared.release();
      return false;
    }
    frames.add(shared);
    bytes += frame.size();
    fromLater += later == null ? 0 : 1;
    boolean moved = leads && later != null && later != frame && mature(frame);
    if (moved) {
      drop(frames.size() - fromLater);
      forgetLater();
    }
    if (bytes > mostBytes) {
      clear();
    }
    return moved && !frames.isEmpty();
  }

  private void begin(Frame point) {
    if (tracks.beginsAnew(point) || frames.isEmpty()) {
      clear();
    } else if (later == null) {
      later = point;
      rolled = 0;
    }
  }

  /** Whether all that follows a frame of the leading track can be decoded from the later point. */
  private boolean mature(Frame frame) {
    rolled++;
    return later.randomAccess() == RandomAccess.RECOVERY_POINT
        ? rolled >= later.rollDistance()
        : frame.decodeTime() >= later.compositionTime();
  }

  private void forgetLater() {
    later = null;
    fromLater = 0;
  }

  /** The frames, in the order they were written. */
  List<SharedFrame> frames() {
    return List.copyOf(frames);
  }

  /** Whether a file can go on from here without a picture that files begin at. */
  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** Whether the device says which pictures decoding can start at. */
  boolean pointsSeen() {
    return pointsSeen;
  }

  /** How much payload is kept. */
  long bytes() {
    return bytes;
  }

  /** Lets go of all. */
  void clear() {
    drop(frames.size());
    forgetLater();
  }

  private void drop(int count) {
    for (int i = 0; i < count; i++) {
      SharedFrame first = frames.remove();
      bytes -= first.frame().size();
      first.release();
    }
  }
}
