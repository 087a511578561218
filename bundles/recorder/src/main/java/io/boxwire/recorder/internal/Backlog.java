package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Captured frames that wait until there is a file to write them to, in their order. For one thread,
 * and knows none.
 */
final class Backlog {
  private final Tracks tracks;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private long bytes;

  Backlog(Tracks tracks) {
    this.tracks = tracks;
  }

  /** Puts a frame at the end. */
  void add(Frame frame) {
    frames.add(frame);
    bytes += frame.size();
  }

  /** Takes the first frame. */
  Optional<Frame> poll() {
    Frame first = frames.poll();
    if (first == null) {
      return Optional.empty();
    }
    bytes -= first.size();
    return Optional.of(first);
  }

  /** The frames, to be looked at. */
  Iterable<Frame> frames() {
    return frames;
  }

  /** Whether nothing waits. */
  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** How much payload waits. */
  long bytes() {
    return bytes;
  }

  /**
   * Gives frames up, as far as the first that a file can begin at; what other tracks have from that
   * moment on stays. Without such a frame all are given up.
   *
   * @param losses takes those that were
   */
  void giveUp(Losses losses) {
    long from = Long.MAX_VALUE;
    for (Frame frame : frames) {
      if (tracks.begins(frame)) {
        from = tracks.nanos(frame, frame.compositionTime());
        break;
      }
    }
    Iterator<Frame> each = frames.iterator();
    while (each.hasNext()) {
      Frame frame = each.next();
      if (tracks.begins(frame)) {
        break;
      }
      if (tracks.leads(frame) || tracks.nanos(frame, frame.compositionTime()) < from) {
        each.remove();
        bytes -= frame.size();
        frame.release();
        losses.givenUp(frame.track());
      }
    }
  }
}
