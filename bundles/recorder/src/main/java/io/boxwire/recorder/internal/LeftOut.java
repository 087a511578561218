package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaListener;
import java.util.EnumMap;
import java.util.Map;

/**
 * Captured frames that are not meant to be in the file: releases them, counts them, and tells of
 * them. Used by one thread; read by any.
 */
final class LeftOut {
  /** Why a frame is not in the file. */
  enum Reason {
    /** It was captured before the recording begins. */
    EARLY(" captured before the beginning"),
    /** The recording ended before a step asked for it. */
    UNASKED(" that no step asked for");

    private final String which;

    Reason(String which) {
      this.which = which;
    }
  }

  private final Map<Reason, Long> untold = new EnumMap<>(Reason.class);
  private long count;

  /** Leaves a frame out. */
  void add(Frame frame, Reason reason) {
    frame.release();
    add(1, reason);
  }

  /** Counts frames that have been released. */
  synchronized void add(long frames, Reason reason) {
    if (frames > 0) {
      count += frames;
      untold.merge(reason, frames, Long::sum);
    }
  }

  /** How many there are. */
  synchronized long count() {
    return count;
  }

  /** Tells of those that have not been told of: an event for each reason. */
  void tell(MediaListener listener) {
    Map<Reason, Long> news;
    synchronized (this) {
      news = new EnumMap<>(untold);
      untold.clear();
    }
    news.forEach(
        (reason, frames) ->
            listener.onEvent(
                MediaEvent.of(
                    MediaEvent.Kind.FRAMES_LEFT_OUT,
                    "frames" + reason.which + " are left out: " + frames)));
  }
}
