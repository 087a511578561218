package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A captured frame that may be handed on more than once without a copy: at first as it is, which is
 * all that happens to most, later as a transferred frame of its own. Its payload goes back to the
 * device when all those are released, and this is: then nobody may look at it any more, and it
 * becomes that of another frame.
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

  private static final AtomicIntegerFieldUpdater<SharedFrame> USERS =
      AtomicIntegerFieldUpdater.newUpdater(SharedFrame.class, "users");

  private final Pool free;
  private Frame frame;

  /** Whose the payload is. */
  private PayloadOwner device;

  private volatile int users;

  /** Whether the frame itself has been handed on. */
  private boolean handed;

  /** The number of the file that took it last. Of the writing thread alone, as what follows. */
  private long file;

  private Standing standing = Standing.SHOWN;

  private SharedFrame(Pool free) {
    this.free = free;
  }

  /** Those that are shared no more, to be used again. Safe for threads. */
  static final class Pool {
    /** More than most groups of pictures have frames. */
    private static final int MOST = 512;

    private final ArrayDeque<SharedFrame> free = new ArrayDeque<>();

    /**
     * Shares a frame.
     *
     * @param frame a transferred frame, released by nobody else from here on
     */
    SharedFrame share(Frame frame) {
      SharedFrame shared = poll();
      shared.frame = frame;
      shared.device = frame.takeOver(shared);
      shared.handed = false;
      shared.standing = Standing.SHOWN;
      shared.file = 0;
      shared.users = 1;
      return shared;
    }

    private synchronized SharedFrame poll() {
      SharedFrame used = free.pollLast();
      return used == null ? new SharedFrame(this) : used;
    }

    private synchronized void give(SharedFrame used) {
      if (free.size() < MOST) {
        free.addLast(used);
      }
    }
  }

  /** Shares it no more: the frame is as it was. For one that nobody has. */
  void undo() {
    frame.takeOver(device);
    free.give(this);
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
      handed = false;
      release();
    } else {
      refused.release();
    }
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
    return users > 1;
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
    USERS.incrementAndGet(this);
  }

  @Override
  public void release() {
    if (USERS.decrementAndGet(this) == 0) {
      PayloadOwner owner = device;
      frame = null;
      device = null;
      free.give(this);
      owner.release();
    }
  }
}
