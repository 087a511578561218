package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A captured frame that is handed on more than once, each time as a transferred frame of its own
 * and without a copy. Its payload goes back to the device when all those are released, and this is.
 */
final class SharedFrame implements PayloadOwner {
  /** What files have of a frame. */
  private enum Standing {
    /** One shows it, or will. */
    SHOWN,
    /** The file that is open repeats it, and another shows it. */
    REPEATED,
    /** A file took it, and has not got it. */
    MISSING
  }

  private final Frame frame;
  private final AtomicInteger users = new AtomicInteger(1);

  /** The number of the file that took it last. Of the writing thread alone, as what follows. */
  private long file;

  private Standing standing = Standing.SHOWN;

  /**
   * Shares a frame.
   *
   * @param frame a transferred frame, released by nobody else from here on
   */
  SharedFrame(Frame frame) {
    this.frame = frame;
  }

  /** The frame, to be looked at. */
  Frame frame() {
    return frame;
  }

  /** The frame, to be handed on and released by who takes it. */
  Frame handed() {
    retain();
    return frame.toBuilder().transferred(this).build();
  }

  /** A file has taken it. */
  void takenBy(long number) {
    file = number;
  }

  /** Whether a file was the last to take it. */
  boolean isIn(long number) {
    return file == number;
  }

  /** Whether somebody holds it besides who asks, such as a muxer that has not written it yet. */
  boolean isHeld() {
    return users.get() > 1;
  }

  /** The file that took it has not got it; another may show it all the same. */
  void lostByItsFile() {
    if (standing == Standing.SHOWN) {
      standing = Standing.MISSING;
    }
  }

  /** Whether no file shows it. */
  boolean missing() {
    return standing == Standing.MISSING;
  }

  /** Another file has it now as well, or will not take it. */
  void wentOn() {
    standing = missing() ? Standing.SHOWN : Standing.REPEATED;
  }

  @Override
  public void retain() {
    users.incrementAndGet();
  }

  @Override
  public void release() {
    if (users.decrementAndGet() == 0) {
      frame.release();
    }
  }
}
