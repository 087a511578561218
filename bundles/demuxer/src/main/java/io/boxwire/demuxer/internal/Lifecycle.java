package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;

/** Whether a demuxer may still be used. Safe for use by any number of threads. */
final class Lifecycle {
  private enum State {
    OPEN,
    CLOSED,
    GONE
  }

  private volatile State state = State.OPEN;

  /** Refuses a call if the demuxer has ended. */
  void check() throws MediaException {
    switch (state) {
      case OPEN -> {}
      case CLOSED -> throw MediaException.of(Code.CLOSED, "the demuxer is closed");
      case GONE -> throw MediaException.of(Code.SERVICE_GONE, "the demuxer's bundle was stopped");
    }
  }

  /** Gives the reason for a failure: the channel is found closed where the service has gone. */
  MediaException explain(MediaException failure) {
    return state == State.GONE && failure.code() != Code.SERVICE_GONE
        ? MediaException.of(Code.SERVICE_GONE, "the demuxer's bundle was stopped", failure)
        : failure;
  }

  /**
   * Gives the reason for a failure to load a class: a call that is in progress when the bundle is
   * updated finds none of those that it has not used yet.
   */
  MediaException explain(LinkageError failure) {
    if (state == State.GONE) {
      return MediaException.of(Code.SERVICE_GONE, "the demuxer's bundle was stopped", failure);
    }
    throw failure;
  }

  /** Ends by the caller's wish; true for the first to end it. */
  synchronized boolean close() {
    return end(State.CLOSED);
  }

  /** Ends because the service goes; true for the first to end it. */
  synchronized boolean abandon() {
    return end(State.GONE);
  }

  private boolean end(State last) {
    if (state != State.OPEN) {
      return false;
    }
    state = last;
    return true;
  }
}
