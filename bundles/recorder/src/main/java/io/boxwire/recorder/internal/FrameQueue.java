package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The bounded queue between one capturing and one writing thread. A frame in it belongs to it.
 *
 * <p>Neither side waits for the other for ever: {@link #end()} lets the writer take what is left,
 * {@link #discard()} lets the capturing thread go. No frame is released under the lock.
 *
 * <p>A writer that has taken all need not wait here: it {@linkplain #leave leaves}, and is called
 * back. That costs more than a frame that is written. So some come together first, for a time or
 * until they are {@link #many}, and it is called once for them; at once for a frame that is urgent.
 */
final class FrameQueue {
  /** The deadline of a wait without end. */
  private static final long FOREVER = MuxerUse.NEVER;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final ArrayDeque<Frame> frames;
  private final int capacity;
  private final int many;
  private final long gatherNanos;
  private final Predicate<Frame> urgent;
  private int peak;
  private long waits;
  private boolean putting;
  private boolean ended;
  private boolean discarded;
  private boolean woken;
  private boolean endIsSet;
  private long endNanos;

  /** Whether those inside are not to wait for more. */
  private boolean due;

  /** Whether the writer is to be told of the next frame. */
  private boolean idle;

  /** Whether some had time to come together since the last was taken. */
  private boolean gathered;

  /** Calls the writer back; {@code null} while it is here. */
  private Runnable back;

  /** Until when the writer may stay away; the writer's own. */
  private long until = FOREVER;

  /**
   * Makes an empty queue.
   *
   * @param capacity how many frames it takes
   * @param gather how long frames may come together before they are given
   * @param urgent which are given at once, with those before them; asked by the capturing thread
   */
  FrameQueue(int capacity, Duration gather, Predicate<Frame> urgent) {
    this.capacity = capacity;
    this.many = Math.max(1, capacity / 4);
    this.gatherNanos = gather.toNanos();
    this.urgent = urgent;
    this.frames = new ArrayDeque<>(Math.min(capacity, 1024));
  }

  /**
   * Puts a frame at the end; waits while the queue is full. A frame that waits when the queue is
   * ended still gets in. Not interruptible: what was captured is to be written, and the writer
   * always makes room or discards.
   *
   * @return false if the queue takes no more; the frame then stays the caller's
   */
  boolean put(Frame frame) {
    lock.lock();
    try {
      if (ended) {
        return false;
      }
      if (frames.size() == capacity) {
        waits++;
        putting = true;
        while (frames.size() == capacity && !discarded) {
          notFull.awaitUninterruptibly();
        }
        putting = false;
      }
      if (discarded) {
        return false;
      }
      frames.add(frame);
      peak = Math.max(peak, frames.size());
      due |= frames.size() >= many || urgent.test(frame);
      if (idle || due) {
        signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a frame can be put, and without a wait; one that finds the queue full is counted. */
  boolean hasRoom() {
    lock.lock();
    try {
      boolean full = frames.size() == capacity;
      if (full && !ended) {
        waits++;
      }
      return !full && !ended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the first frame; waits while there is none.
   *
   * @return the frame, now the caller's; empty if the queue has ended and all were taken
   */
  Optional<Frame> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (frames.isEmpty()) {
        if (ended && !putting) {
          return Optional.empty();
        }
        awaitFrame(FOREVER);
      }
      return Optional.of(next());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the first frame; waits while there is none, but not when woken, nor past a time.
   *
   * @param deadline on the clock of {@link System#nanoTime()}
   * @return the frame, now the caller's; {@code null} if the wait ended without one
   */
  Frame poll(long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (frames.isEmpty() && !woken && !(ended && !putting) && awaitFrame(deadline)) {
        continue;
      }
      woken = false;
      return frames.isEmpty() ? null : next();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the first frame, without a wait.
   *
   * @return the frame, now the caller's; {@code null} if there is none
   */
  Frame poll() {
    lock.lock();
    try {
      back = null;
      idle = false;
      return frames.isEmpty() ? null : next();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the writer go until it is called back, once: when frames are due, when it is woken, or at
   * the end. Having taken all it goes for as long as frames may come together, and then, if none
   * came, for as long as none comes.
   *
   * @param deadline how long it may go at most, on the clock of {@link System#nanoTime()}
   * @param call calls it back; runs under the lock, which it must not wait for
   * @return whether it is to go; else there is something to do now
   */
  boolean leave(long deadline, Runnable call) {
    lock.lock();
    try {
      if (!frames.isEmpty() || woken || endsNow() && !putting) {
        woken = false;
        return false;
      }
      boolean gathers = !gathered && gatherNanos > 0 && !ended && !endIsSet;
      until = deadline;
      if (gathers) {
        notPast(System.nanoTime() + gatherNanos);
      }
      if (endIsSet && !ended) {
        notPast(endNanos);
      }
      gathered = true;
      idle = !gathers;
      back = call;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void notPast(long time) {
    if (until == FOREVER || time - until < 0) {
      until = time;
    }
  }

  /**
   * Until when one that left may stay away; {@link MuxerUse#NEVER} if until it is called. Asked by
   * the thread that left, and without the lock: waiting for that may need memory.
   */
  long until() {
    return until;
  }

  /** Waits without taking anything until woken, or a time has come. */
  void pause(long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!woken && awaitSignal(deadline)) {
        continue;
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the present or else the next wait of {@link #poll} or {@link #pause}. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has ended and all frames were taken. */
  boolean over() {
    lock.lock();
    try {
      return ended && !putting && frames.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Lets no further frame in. Those inside, and one that waits to get in, can still be taken. */
  void end() {
    lock.lock();
    try {
      ended = true;
      signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the queue after some time, if nobody has ended it until then. */
  void endWithin(Duration time) {
    lock.lock();
    try {
      if (!endIsSet) {
        endIsSet = true;
        endNanos = System.nanoTime() + time.toNanos();
        signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the queue and releases all that is inside.
   *
   * @return how many frames were released
   */
  int discard() {
    List<Frame> rest;
    lock.lock();
    try {
      ended = true;
      discarded = true;
      rest = List.copyOf(frames);
      frames.clear();
      signal();
      notFull.signal();
    } finally {
      lock.unlock();
    }
    rest.forEach(Frame::release);
    return rest.size();
  }

  /** How full it is. */
  Fill fill() {
    lock.lock();
    try {
      return new Fill(frames.size(), capacity, peak, waits);
    } finally {
      lock.unlock();
    }
  }

  private Frame next() {
    notFull.signal();
    due = false;
    gathered = false;
    return frames.poll();
  }

  /** Tells the writer of something, wherever it is. */
  private void signal() {
    if (back == null) {
      notEmpty.signal();
    } else {
      back.run();
      back = null;
    }
  }

  /** Waits for a frame; ends the queue when it is time for that. */
  private boolean awaitFrame(long deadline) throws InterruptedException {
    idle = true;
    try {
      return awaitFrameOrEnd(deadline);
    } finally {
      idle = false;
    }
  }

  private boolean awaitFrameOrEnd(long deadline) throws InterruptedException {
    if (!endIsSet || ended) {
      return awaitSignal(deadline);
    }
    if (endsNow()) {
      return true;
    }
    boolean before = deadline != FOREVER && deadline - endNanos < 0;
    return awaitSignal(before ? deadline : endNanos) || !before;
  }

  private boolean endsNow() {
    ended |= endIsSet && endNanos - System.nanoTime() <= 0;
    return ended;
  }

  /** Waits for a signal; false if the time has come. Who waits is here, and not to be called. */
  private boolean awaitSignal(long deadline) throws InterruptedException {
    back = null;
    if (deadline == FOREVER) {
      notEmpty.await();
      return true;
    }
    long left = deadline - System.nanoTime();
    return left > 0 && notEmpty.awaitNanos(left) > Long.MIN_VALUE;
  }

  /**
   * How full a queue is.
   *
   * @param now frames in it
   * @param capacity frames it takes
   * @param peak the most there ever were
   * @param waits frames that found it full
   */
  record Fill(int now, int capacity, int peak, long waits) {}
}
