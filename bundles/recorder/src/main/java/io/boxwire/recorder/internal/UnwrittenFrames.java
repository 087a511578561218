package io.boxwire.recorder.internal;

import io.boxwire.api.MediaType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Frames that the muxer has taken and may not have written yet, older than those that a next file
 * needs anyway: should the disk be full, they are written again. That costs next to no memory,
 * since the muxer holds them as well.
 *
 * <p>Kept from a frame that a file can begin at. For one thread.
 */
final class UnwrittenFrames {
  private final Tracks tracks;
  private final long mostBytes;
  private final boolean video;
  private final Deque<SharedFrame> frames = new ArrayDeque<>();
  private long bytes;

  /**
   * Keeps nothing yet.
   *
   * @param mostBytes of payload that may be kept; 0 for a recording of one file, which ends with it
   */
  UnwrittenFrames(Tracks tracks, long mostBytes) {
    this.tracks = tracks;
    this.mostBytes = mostBytes;
    this.video = tracks.leadType() == MediaType.VIDEO;
  }

  /** Takes a frame that is of no other use; {@link #trim} is to follow. */
  void add(SharedFrame shared) {
    frames.add(shared);
    bytes += shared.frame().size();
  }

  /** Lets go of what is written, and of what is too much. */
  void trim() {
    int needed = needed();
    for (int i = frames.size(); i > needed; i--) {
      releaseFirst();
    }
    while (bytes > mostBytes) {
      releaseFirst();
    }
  }

  /** How many of the last of them a file would have to begin with. */
  private int needed() {
    int index = 0;
    int begin = 0;
    for (SharedFrame shared : frames) {
      if (!video || tracks.begins(shared.frame())) {
        begin = index;
      }
      if (shared.isHeld() || shared.missing()) {
        return frames.size() - begin;
      }
      index++;
    }
    return 0;
  }

  private void releaseFirst() {
    SharedFrame first = frames.remove();
    bytes -= first.frame().size();
    first.release();
  }

  /** Whether there are some that no file shows. */
  boolean missing() {
    return frames.stream().anyMatch(SharedFrame::missing);
  }

  /** The frames, in the order they were written. */
  List<SharedFrame> frames() {
    return List.copyOf(frames);
  }

  /** How much payload is kept. */
  long bytes() {
    return bytes;
  }

  /** Lets go of all. */
  void clear() {
    while (!frames.isEmpty()) {
      releaseFirst();
    }
  }
}
