package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.RecordingRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides which frames still belong to a recording, and when it is complete: after so many frames
 * of the leading track, or so much time. The other tracks are recorded until they reach that end,
 * so that all are equally long up to one frame.
 *
 * <p>Counts what was recorded, not what was offered. Knows no thread.
 */
final class RecordingLimit {
  /** How far one track may run past the end while another has not reached it, nanoseconds. */
  private static final long GRACE = 1_000_000_000L;

  private static final long NEVER = Long.MAX_VALUE;

  private final Tracks tracks;
  private final long maxFrames;
  private final long maxNanos;
  private final long[] reachedTo;
  private long frames;
  private long previousLeadTime;
  private long origin = NEVER;
  private long endByFrames = NEVER;
  private long endByTime = NEVER;
  private boolean overtaken;

  RecordingLimit(Tracks tracks, RecordingRequest request) {
    this.tracks = tracks;
    this.maxFrames = request.videoFrames().orElse(NEVER);
    this.maxNanos = request.duration().map(MediaTime::nanos).orElse(NEVER);
    this.reachedTo = new long[tracks.count()];
    Arrays.fill(reachedTo, Long.MIN_VALUE);
  }

  /**
   * Says whether a frame comes before the end of the recording.
   *
   * @param frame a frame on one of the tracks, in order
   */
  boolean admits(Frame frame) {
    int track = frame.track() - 1;
    long start = tracks.nanos(frame, frame.decodeTime());
    boolean past = end() != NEVER && start >= end() || tracks.leads(frame) && frames >= maxFrames;
    if (past) {
      reachedTo[track] = NEVER;
      overtaken |= start - GRACE >= end();
    }
    return !past;
  }

  /**
   * Notes that a frame is in the file.
   *
   * @param frame a frame that was admitted
   */
  void recorded(Frame frame) {
    int track = frame.track() - 1;
    long time = frame.decodeTime();
    origin = Math.min(origin, tracks.nanos(frame, time));
    if (maxNanos < NEVER - Math.max(origin, 0)) {
      endByTime = origin + maxNanos;
    }
    boolean known = frame.duration() != Frame.UNKNOWN_DURATION;
    reachedTo[track] = tracks.nanos(frame, known ? time + frame.duration() : time);
    if (tracks.leads(frame)) {
      frames++;
      if (frames == maxFrames) {
        long last = known ? frame.duration() : frames == 1 ? 1 : time - previousLeadTime;
        endByFrames = tracks.nanos(frame, time + last);
        reachedTo[track] = NEVER;
      }
      previousLeadTime = time;
    }
  }

  /**
   * Says whether all tracks have reached the end, or one is so far past it that none is awaited.
   */
  boolean reached() {
    return end() != NEVER && (overtaken || allReach(end()));
  }

  private boolean allReach(long end) {
    for (long time : reachedTo) {
      if (time < end) {
        return false;
      }
    }
    return true;
  }

  /** The numbers of the tracks that have not reached the end. */
  List<Integer> shortTracks() {
    List<Integer> missing = new ArrayList<>();
    for (int track = 0; track < reachedTo.length; track++) {
      if (reachedTo[track] < end()) {
        missing.add(track + 1);
      }
    }
    return missing;
  }

  private long end() {
    return Math.min(endByFrames, endByTime);
  }
}
