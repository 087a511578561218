package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;

/**
 * How far the leading track has come: what begins before the end of what it has in the file is
 * covered. So sound goes as far as the last picture, and no farther, however late an encoder
 * delivers pictures. For one thread.
 */
final class Coverage {
  private final Tracks tracks;
  private long lastTime = Long.MIN_VALUE;
  private long coveredTo = Long.MIN_VALUE;

  Coverage(Tracks tracks) {
    this.tracks = tracks;
  }

  /** Whether a frame of another track is covered. */
  boolean covers(Frame frame) {
    return !tracks.leads(frame) && tracks.nanos(frame, frame.compositionTime()) < coveredTo;
  }

  /** Notes that a frame is in the file. */
  void reached(Frame frame) {
    if (!tracks.leads(frame)) {
      return;
    }
    long time = frame.compositionTime();
    boolean known = frame.duration() != Frame.UNKNOWN_DURATION;
    long before = lastTime == Long.MIN_VALUE ? time : lastTime;
    long end = time + (known ? frame.duration() : Math.max(0, time - before));
    coveredTo = Math.max(coveredTo, tracks.nanos(frame, end));
    lastTime = time;
  }
}
