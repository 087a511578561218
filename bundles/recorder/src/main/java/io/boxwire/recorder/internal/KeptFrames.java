package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaType;
import io.boxwire.api.RandomAccess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The frames that files show and that another file needs to go on from there: all tracks since a
 * random access point of the leading video track, and further video tracks since one of their own.
 * Without video nothing is needed.
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
  private final UnwrittenFrames unwritten;
  private final long mostBytes;
  private final boolean video;
  private final Deque<SharedFrame> frames = new ArrayDeque<>();
  private long bytes;
  private boolean pointsSeen;

  /** A later point that can't take the place of the first yet; null if there is none. */
  private Frame later;

  private int rolled;

  /**
   * Keeps nothing yet.
   *
   * @param mostBytes of payload that may be kept
   * @param unwritten takes those that are not needed any more
   */
  KeptFrames(Tracks tracks, long mostBytes, UnwrittenFrames unwritten) {
    this.tracks = tracks;
    this.unwritten = unwritten;
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
    boolean point = leads && frame.randomAccess() != RandomAccess.NONE;
    if (point) {
      pointsSeen = true;
      begin(frame);
    } else if (another(frame) && frame.sync()) {
      drop(one -> one.track() == frame.track());
    }
    addMore(shared);
    boolean moved = leads && later != null && later != frame && mature(frame);
    if (moved) {
      dropBefore(later);
      later = null;
    }
    return moved && !frames.isEmpty();
  }

  /** Takes a frame, and goes on to need all those before it. */
  void addMore(SharedFrame shared) {
    Frame frame = shared.frame();
    boolean begins = video && frame.randomAccess() != RandomAccess.NONE && !audio(frame);
    if (frames.isEmpty() && !begins) {
      unwritten.add(shared);
      unwritten.trim();
      return;
    }
    frames.add(shared);
    bytes += frame.size();
    if (bytes > mostBytes) {
      clear();
    }
  }

  private boolean audio(Frame frame) {
    return tracks.format(frame).mediaType() != MediaType.VIDEO;
  }

  /** Whether a frame is on another video track than that which leads. */
  private boolean another(Frame frame) {
    return video && !tracks.leads(frame) && !audio(frame);
  }

  private void begin(Frame point) {
    if (tracks.beginsAnew(point) || frames.isEmpty()) {
      clearFor(point);
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

  /** Lets go of what nothing needs that follows a picture of the leading track. */
  void clearFor(Frame point) {
    drop(frame -> !another(frame));
    later = null;
  }

  /** Lets go of all. */
  void clear() {
    drop(frame -> true);
    later = null;
  }

  private void dropBefore(Frame point) {
    boolean[] reached = new boolean[1];
    drop(
        frame -> {
          reached[0] |= frame == point;
          return !reached[0] && !another(frame);
        });
  }

  private void drop(Predicate<Frame> which) {
    for (Iterator<SharedFrame> each = frames.iterator(); each.hasNext(); ) {
      SharedFrame shared = each.next();
      if (which.test(shared.frame())) {
        each.remove();
        bytes -= shared.frame().size();
        unwritten.add(shared);
      }
    }
    unwritten.trim();
  }
}
