package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;

/**
 * The hold on the payload of a frame. While the call that brought the frame is under way nobody
 * knows yet whose it will be: a release is remembered until {@link #accept} makes the frame the
 * muxer's, and forgotten if {@link #refuse} leaves it the caller's.
 */
final class FrameClaim implements Claim {
  private enum State {
    IN_CALL,
    DONE_IN_CALL,
    ACCEPTED,
    OVER
  }

  private final Frame frame;
  private final boolean lasting;
  private State state;

  private FrameClaim(Frame frame, boolean lasting, State state) {
    this.frame = frame;
    this.lasting = lasting;
    this.state = state;
  }

  /** Begins a hold during the call that brings a frame; a borrowed one can't be held for longer. */
  static FrameClaim during(Frame frame) {
    return new FrameClaim(frame, frame.transferred(), State.IN_CALL);
  }

  /** The hold on a copy of what was borrowed, which nobody waits for. */
  static FrameClaim copied(Frame copy) {
    return new FrameClaim(copy, true, State.ACCEPTED);
  }

  /** Whether the payload stays as it is until this is released, also after the call. */
  boolean lasting() {
    return lasting;
  }

  @Override
  public void release() {
    if (finished()) {
      frame.release();
    }
  }

  private synchronized boolean finished() {
    if (state == State.IN_CALL) {
      state = State.DONE_IN_CALL;
      return false;
    }
    boolean ours = state == State.ACCEPTED;
    if (ours) {
      state = State.OVER;
    }
    return ours;
  }

  /** The call returns normally: the frame is the muxer's. */
  void accept() {
    if (accepted()) {
      frame.release();
    }
  }

  private synchronized boolean accepted() {
    boolean done = state == State.DONE_IN_CALL;
    state = done ? State.OVER : State.ACCEPTED;
    return done;
  }

  /** The call throws: the frame is the caller's again, and nobody else releases it. */
  synchronized void refuse() {
    state = State.OVER;
  }
}
