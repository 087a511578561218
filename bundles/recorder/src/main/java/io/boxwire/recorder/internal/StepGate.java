package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a frame of the leading track pass for each step that a caller makes.
 *
 * <p>It covers what begins before the end of what the leading track has in the file: so that sound
 * goes as far as the last picture, and no farther, however late an encoder delivers pictures. A
 * frame of another track that is not covered, and is brought all the same, passes while a step is
 * under way.
 *
 * <p>A step is taken back by an interrupt as long as its frame has not passed. Both sides agree on
 * that under the lock: so no frame passes without a step, and none twice.
 */
final class StepGate implements Gate {
  /** Where the step stands that was made last. */
  private enum Step {
    /** It is over; none is under way. */
    OVER,
    /** It waits for its frame. */
    WANTED,
    /** Its frame has passed, and is with the muxer. */
    PASSED,
    /** Its frame is in the file. */
    WRITTEN
  }

  private final Tracks tracks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Step step = Step.OVER;
  private boolean givenUp;
  private boolean closed;
  private boolean ended;

  private boolean woken;

  /** Of the writing thread alone. */
  private final Coverage coverage;

  StepGate(Tracks tracks) {
    this.tracks = tracks;
    this.coverage = new Coverage(tracks);
  }

  /**
   * Lets one frame of the leading track pass and waits until it is written; those that are refused
   * do not count.
   *
   * <p>If the caller is interrupted while the frame is with the muxer, that is waited for all the
   * same, and the caller returns interrupted.
   *
   * @return false if no such frame comes any more
   * @throws InterruptedException if interrupted before the frame passed; the step is taken back
   * @throws IllegalStateException if another thread makes a step
   */
  boolean step() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (step != Step.OVER) {
        throw new IllegalStateException("another thread waits in step: one at a time may");
      }
      if (closed || ended) {
        return false;
      }
      step = Step.WANTED;
      changed.signalAll();
      try {
        awaitWritten();
        return step == Step.WRITTEN;
      } finally {
        step = Step.OVER;
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitWritten() throws InterruptedException {
    givenUp = false;
    while (step == Step.WANTED && !closed && !ended || step == Step.PASSED && !ended) {
      if (givenUp) {
        changed.awaitUninterruptibly();
        continue;
      }
      try {
        changed.await();
      } catch (InterruptedException e) {
        if (step == Step.WANTED) {
          throw e;
        }
        givenUp = true;
      }
    }
    if (givenUp && step == Step.OVER) {
      throw new InterruptedException();
    }
    if (givenUp) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Answer await(Frame frame, long deadline) throws InterruptedException {
    lock.lock();
    try {
      while (step != Step.WANTED && !closed && !woken) {
        long left = deadline == MuxerUse.NEVER ? deadline : deadline - System.nanoTime();
        if (left <= 0) {
          return Answer.LATER;
        }
        changed.awaitNanos(left);
      }
      if (closed) {
        return Answer.NEVER;
      }
      return step == Step.WANTED ? Answer.NOW : Answer.LATER;
    } finally {
      woken = false;
      lock.unlock();
    }
  }

  @Override
  public boolean asked() {
    return true;
  }

  @Override
  public boolean wanted() {
    lock.lock();
    try {
      return step == Step.WANTED && !closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean pass(Frame frame) {
    lock.lock();
    try {
      if (step != Step.WANTED || closed) {
        return false;
      }
      if (tracks.leads(frame)) {
        step = Step.PASSED;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean covers(Frame frame) {
    return coverage.covers(frame);
  }

  @Override
  public void reached(Frame frame) {
    coverage.reached(frame);
  }

  @Override
  public void written(Frame frame) {
    if (!tracks.leads(frame)) {
      return;
    }
    lock.lock();
    try {
      step = Step.WRITTEN;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void refused(Frame frame) {
    if (!tracks.leads(frame)) {
      return;
    }
    lock.lock();
    try {
      // Who was interrupted meanwhile does not wait for another frame.
      step = givenUp ? Step.OVER : Step.WANTED;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean waits() {
    lock.lock();
    try {
      return !closed && !ended;
    } finally {
      lock.unlock();
    }
  }
}
