package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.RecordingRequest;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decides at which frames a new file begins, by time and by size: see {@link
 * RecordingRequest#segmentTime()} and {@link RecordingRequest#segmentBytes()}. For one thread, and
 * knows none.
 */
final class Segments {
  /** What a file has besides payload: for each frame, and once; more than any layout needs. */
  private static final long BYTES_A_FRAME = 32;

  private static final long BYTES_A_FILE = 4096;

  /** How many groups of pictures the next is measured by. */
  private static final int RECENT = 8;

  private static final long NEVER = Long.MAX_VALUE;

  private final Tracks tracks;
  private final long time;
  private final long bytes;
  private final Runnable requestSync;
  private final Deque<Long> recent = new ArrayDeque<>();
  private long due = NEVER;
  private boolean begun;
  private boolean asked;
  private long fileBytes;
  private long groupBytes;

  /**
   * Makes the rule of a recording.
   *
   * @param requestSync asks the device for a picture that a file can begin at
   */
  Segments(Tracks tracks, RecordingRequest request, Runnable requestSync) {
    this.tracks = tracks;
    this.time = request.segmentTime().map(MediaTime::nanos).orElse(NEVER);
    this.bytes = request.segmentBytes().orElse(NEVER);
    this.requestSync = requestSync;
  }

  /** Whether a recording has files of limited length at all. */
  static boolean wanted(RecordingRequest request) {
    return request.segmentTime().isPresent() || request.segmentBytes().isPresent();
  }

  /**
   * Says whether a frame that a file can begin at is to begin one. Asks for such a frame if this is
   * none, and it is time.
   *
   * @param frame the next to be written
   */
  boolean ends(Frame frame) {
    if (!begun || !tracks.leads(frame)) {
      return false;
    }
    boolean late = tracks.nanos(frame, frame.compositionTime()) >= due;
    if (tracks.begins(frame)) {
      return late || fileBytes + groupBytes() > bytes;
    }
    if (late && !asked) {
      asked = true;
      requestSync.run();
    }
    return false;
  }

  /** What the next group is expected to need: as much as the largest of late, this one included. */
  private long groupBytes() {
    long largest = groupBytes;
    for (long one : recent) {
      largest = Math.max(largest, one);
    }
    return largest;
  }

  /** A file has been begun. */
  void opened() {
    fileBytes = BYTES_A_FILE;
  }

  /** A frame is in the file that was in one before. */
  void repeated(Frame frame) {
    fileBytes += frame.size() + BYTES_A_FRAME;
  }

  /** A frame is in a file for the first time. */
  void written(Frame frame) {
    if (tracks.begins(frame)) {
      recent.add(groupBytes);
      groupBytes = 0;
      if (recent.size() > RECENT) {
        recent.remove();
      }
    }
    repeated(frame);
    groupBytes += frame.size() + BYTES_A_FRAME;
    if (tracks.leads(frame) && time != NEVER) {
      moveDue(tracks.nanos(frame, frame.compositionTime()), tracks.begins(frame));
    }
    begun |= tracks.leads(frame);
  }

  /** The multiples are counted from the first frame on, so that they do not drift. */
  private void moveDue(long now, boolean begins) {
    if (!begun) {
      due = now + time;
    } else if (now >= due && begins) {
      due += ((now - due) / time + 1) * time;
      asked = false;
    }
  }
}
