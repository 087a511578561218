package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has been captured and not been read yet, up to so many bytes. Once there is no room for a
 * picture, all pictures are dropped up to the next sync picture that there is room for: those
 * between could not be decoded. Safe for use by any number of threads.
 */
final class FrameQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final long capacity;
  private long bytes;
  private long dropped;
  private boolean syncNeeded = true;
  private boolean syncAsked;
  private boolean closed;
  private Optional<MediaException> failure = Optional.empty();

  /**
   * Makes a queue.
   *
   * @param capacity bytes of payload
   */
  FrameQueue(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Puts a picture in, or drops it.
   *
   * @return whether it is in
   */
  boolean offerPicture(Frame frame) {
    lock.lock();
    try {
      if (!fits(frame) || syncNeeded && !frame.sync()) {
        syncNeeded = true;
        // The one that was asked for is lost too: it is asked for again once there is room.
        syncAsked &= !frame.sync();
        drop(frame);
        return false;
      }
      syncNeeded = false;
      syncAsked = false;
      put(frame);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Puts a block of sound in, or drops it. */
  void offerSound(Frame frame) {
    lock.lock();
    try {
      if (fits(frame)) {
        put(frame);
      } else {
        drop(frame);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Counts a picture that was lost before it became a frame of the track. */
  void pictureLost(Loss loss) {
    lock.lock();
    try {
      dropped++;
      syncNeeded |= loss == Loss.CODED;
    } finally {
      lock.unlock();
    }
  }

  /** What was lost. */
  enum Loss {
    /** A picture that had not been coded: the next ones do without it. */
    RAW,
    /** A coded picture: the next ones can't be decoded without it. */
    CODED
  }

  /** Whether a sync picture should be asked for now; true once for each time that one is needed. */
  boolean wantsSync() {
    lock.lock();
    try {
      boolean wants = syncNeeded && !syncAsked && bytes <= capacity / 2;
      syncAsked |= wants;
      return wants;
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(Frame frame) {
    return !closed && failure.isEmpty() && bytes + frame.size() <= capacity;
  }

  private void put(Frame frame) {
    frames.add(frame);
    bytes += frame.size();
    changed.signalAll();
  }

  private void drop(Frame frame) {
    frame.release();
    if (!closed) {
      dropped++;
    }
  }

  /**
   * Waits for the oldest frame and takes it.
   *
   * @throws MediaException what {@link #fail} was given, once the frames before it are taken;
   *     {@code CLOSED} if it was closed
   */
  Frame take() throws MediaException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (closed) {
          throw MediaException.of(Code.CLOSED, "the v4l2 device was closed");
        }
        if (!frames.isEmpty()) {
          Frame frame = frames.remove();
          bytes -= frame.size();
          return frame;
        }
        if (failure.isPresent()) {
          MediaException e = failure.get();
          throw MediaException.of(e.code(), e.getMessage(), e);
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that nothing more comes, and why. The first reason holds. */
  void fail(MediaException reason) {
    lock.lock();
    try {
      if (failure.isEmpty()) {
        failure = Optional.of(reason);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Releases what it holds; whoever waits goes on. */
  void close() {
    lock.lock();
    try {
      closed = true;
      frames.forEach(Frame::release);
      frames.clear();
      bytes = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many frames were dropped. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }
}
