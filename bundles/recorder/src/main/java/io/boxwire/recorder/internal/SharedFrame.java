package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A captured frame that may be handed on more than once without a copy: at first as it is, which is
 * all that happens to most, later as a transferred frame of its own. Its payload goes back to the
 * device when all those are released, and this is.
 */
final class SharedFrame implements PayloadOwner {
  private static final AtomicIntegerFieldUpdater<SharedFrame> USERS =
      AtomicIntegerFieldUpdater.newUpdater(SharedFrame.class, "users");

  private final Frame frame;

  /** Whose the payload is. */
  private final PayloadOwner device;

  private volatile int users = 1;

  /** Whether the frame itself has been handed on. */
  private boolean handed;

  /** Whether it was released by one who refused it, against the contract. */
  private boolean spent;

  /** The number of the file that took it last. Of the writing thread alone, as what follows. */
  private int file;

  /** Whether the file that took it has not got it, and no other shows it. */
  private boolean missing;

  /** Whether the file that is open repeats it, and another shows it. */
  private boolean repeated;

  /**
   * Shares a frame.
   *
   * @param frame a transferred frame, released by nobody else from here on
   */
  SharedFrame(Frame frame) {
    this.frame = frame;
    this.device = frame.takeOver(this);
  }

  /** Shares it no more: the frame is as it was, or released if it is spent. For one nobody has. */
  void undo() {
    if (spent) {
      release();
    } else {
      frame.takeOver(device);
    }
  }

  /** The frame, to be looked at. */
  Frame frame() {
    return frame;
  }

  /** The frame, to be handed on and released by who takes it. */
  Frame handed() {
    retain();
    if (handed) {
      return frame.toBuilder().transferred(this).build();
    }
    handed = true;
    return frame;
  }

  /** Takes back what was handed on and was refused. */
  void takeBack(Frame refused) {
    if (refused == frame) {
      // Whoever refused it may have released it before all the same: then only this is left.
      spent = !USERS.compareAndSet(this, 2, 1);
      handed = false;
    } else {
      refused.release();
    }
  }

  /** Whether nobody can be given the frame any more, since one who refused it released it. */
  boolean spent() {
    return spent;
  }

  /** A file has taken it. */
  void takenBy(int number) {
    file = number;
  }

  /** Whether a file was the last to take it. */
  boolean isIn(int number) {
    return file == number;
  }

  /** Whether somebody holds it besides who asks, such as a muxer that has not written it yet. */
  boolean isHeld() {
    return users > 1;
  }

  /** The file that took it has not got it; another may show it all the same. */
  void lostByItsFile() {
    missing |= !repeated;
  }

  /** Whether no file shows it. */
  boolean missing() {
    return missing;
  }

  /** Another file has it now as well, or will not take it. */
  void wentOn() {
    repeated |= !missing;
    missing = false;
  }

  @Override
  public void retain() {
    USERS.incrementAndGet(this);
  }

  @Override
  public void release() {
    if (USERS.decrementAndGet(this) == 0) {
      device.release();
    }
  }
}
