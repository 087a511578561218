package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import java.util.Optional;

/**
 * The hold on the payload of a transferred frame. While the call that brought the frame is under
 * way nobody knows yet whose it will be: a release is remembered until {@link #accept} makes the
 * frame the muxer's, and forgotten if {@link #refuse} leaves it the caller's. When the frame is
 * released, the hold is free for another one.
 */
final class FrameClaim implements Claim {
  private enum State {
    IN_CALL,
    DONE_IN_CALL,
    ACCEPTED,
    OVER
  }

  private final Pool<FrameClaim> free;
  private final Optional<FrameClaim> present = Optional.of(this);
  private Frame frame;
  private State state = State.OVER;

  private FrameClaim(Pool<FrameClaim> free) {
    this.free = free;
  }

  /**
   * Begins a hold.
   *
   * @param frame a transferred frame, during the call that brings it
   * @param free where holds come from and go to
   */
  static Optional<FrameClaim> on(Frame frame, Pool<FrameClaim> free) {
    FrameClaim claim = free.poll();
    if (claim == null) {
      claim = new FrameClaim(free);
    }
    claim.begin(frame);
    return claim.present;
  }

  /** The hold on memory that nobody waits for. */
  static FrameClaim none(Frame frame) {
    FrameClaim claim = new FrameClaim(new Pool<>(0));
    claim.begin(frame);
    claim.accept();
    return claim;
  }

  private synchronized void begin(Frame held) {
    frame = held;
    state = State.IN_CALL;
  }

  @Override
  public void release() {
    if (finished()) {
      end();
    }
  }

  /** Nobody asks for this hold any more: neither the call nor a sample. */
  private void end() {
    Frame held = frame;
    frame = null;
    free.give(this);
    held.release();
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
      end();
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
