package io.boxwire.muxer.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Input and output that is done in order on a thread of its own, so that the caller goes on
 * meanwhile. The thread is there while there is work, and a moment longer. What waits behind work
 * that failed is dropped.
 */
final class WorkQueue {
  private static final int MOST_WAITING = 16;
  private static final long LINGER_SECONDS = 1;

  /** Work to be done. */
  interface Work {
    void run() throws IOException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Work> waiting = new ArrayDeque<>();
  private final String name;
  private boolean threadRuns;
  private boolean working;
  private Throwable failure;

  /**
   * Makes a queue.
   *
   * @param name names its thread
   */
  WorkQueue(String name) {
    this.name = name;
  }

  /**
   * Has work done behind all that was added before; waits while very much is waiting.
   *
   * @throws IOException if earlier work failed; this is then dropped as well
   */
  void add(Work work) throws IOException {
    lock.lock();
    try {
      while (waiting.size() == MOST_WAITING && failure == null) {
        changed.awaitUninterruptibly();
      }
      throwFailure();
      if (!threadRuns) {
        // Where there is no memory for a thread, nothing is to wait for it.
        MuxerThreads.daemon(name, this::work).start();
        threadRuns = true;
      }
      waiting.add(work);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all work is done.
   *
   * @throws IOException if some failed; said once
   */
  void await() throws IOException {
    lock.lock();
    try {
      while (working || !waiting.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      throwFailure();
    } finally {
      lock.unlock();
    }
  }

  private void throwFailure() throws IOException {
    Throwable failed = failure;
    failure = null;
    if (failed instanceof IOException io) {
      throw io;
    }
    if (failed != null) {
      throw new IOException(failed);
    }
  }

  private void work() {
    lock.lock();
    try {
      for (Work next = next(); next != null; next = next()) {
        working = true;
        Throwable failed = outside(next);
        working = false;
        if (failed != null) {
          failure = failed;
          waiting.clear();
        }
        changed.signalAll();
      }
    } finally {
      threadRuns = false;
      lock.unlock();
    }
  }

  /** Waits for work; {@code null} if none comes for a while. */
  private Work next() {
    long left = TimeUnit.SECONDS.toNanos(LINGER_SECONDS);
    try {
      while (waiting.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // It was asked to end, and does if there is nothing to do. It stays uninterrupted, since an
      // interrupted thread closes the channels it works on.
      return waiting.poll();
    }
    return waiting.poll();
  }

  private Throwable outside(Work work) {
    lock.unlock();
    try {
      work.run();
      return null;
    } catch (IOException | RuntimeException | Error e) {
      return e;
    } finally {
      lock.lock();
    }
  }
}
