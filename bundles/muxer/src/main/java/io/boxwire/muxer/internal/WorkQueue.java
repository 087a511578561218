package io.boxwire.muxer.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Input and output that is done in order on a thread of its own, so that the caller goes on
 * meanwhile. The thread is there while there is work, and a moment longer. What waits behind work
 * that failed is dropped. One caller at a time.
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

  /** What the caller waits for: it is woken for that alone, not by each work that is done. */
  private BooleanSupplier awaited = () -> false;

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
      if (waiting.size() == MOST_WAITING) {
        waitFor(() -> waiting.size() <= MOST_WAITING / 2);
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

  /** Whether there is work that is not done. */
  boolean busy() {
    lock.lock();
    try {
      return working || !waiting.isEmpty();
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
    await(() -> false);
  }

  /**
   * Waits until enough work is done.
   *
   * @param enough looked at each time some is done, on the queue's thread as well
   * @throws IOException if some failed; said once
   */
  void await(BooleanSupplier enough) throws IOException {
    lock.lock();
    try {
      waitFor(enough);
      throwFailure();
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. Ends in any case when nothing is left to be done. */
  private void waitFor(BooleanSupplier enough) {
    awaited = enough;
    while (busy() && !enough.getAsBoolean()) {
      changed.awaitUninterruptibly();
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
        if (waiting.isEmpty() || awaited.getAsBoolean()) {
          changed.signalAll();
        }
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
