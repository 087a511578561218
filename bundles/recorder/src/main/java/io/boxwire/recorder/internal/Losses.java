package io.boxwire.recorder.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaListener;

/** Captured frames that are in no file: counts them and tells of them. Read by any thread. */
final class Losses {
  private final MediaListener listener;
  private long count;
  private long untold;

  Losses(MediaListener listener) {
    this.listener = listener;
  }

  /** Counts frames that have been released. */
  synchronized void add(long frames) {
    count += frames;
    untold += frames;
  }

  /** How many there are. */
  synchronized long count() {
    return count;
  }

  /** Tells of those that have not been told of, if there are any. */
  void tell(String why) {
    long frames;
    synchronized (this) {
      frames = untold;
      untold = 0;
    }
    if (frames > 0) {
      listener.onEvent(
          MediaEvent.of(
                  MediaEvent.Kind.GAP,
                  Plural.of(frames, "frame", " is", " are") + " in no file: " + why)
              .withFrames(frames));
    }
  }
}
