package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The thread that captures from one device until it is told to stop. Whichever way it ends, the
 * device is let go of by the thread that used it, before anybody is told of a failure.
 */
final class Worker {
  /** Capturing. */
  interface Task {
    /** Which device, for people. */
    String device();

    /**
     * Captures until {@code stop} is down.
     *
     * @throws MediaException if the device failed
     * @throws InterruptedException never, since nobody interrupts the thread
     */
    void capture(CountDownLatch stop) throws MediaException, InterruptedException;

    /** Lets go of the device. Called once. */
    void release() throws MediaException;
  }

  private static final long STOP_SECONDS = 10;

  private final Task task;
  private final FrameQueue queue;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private boolean started;
  private boolean ended;
  private volatile Optional<MediaException> releaseFailure = Optional.empty();

  /**
   * Makes it.
   *
   * @param name of the thread
   * @param queue is told if the device fails
   */
  Worker(String name, Task task, FrameQueue queue) {
    this.task = task;
    this.queue = queue;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Starts capturing. Does nothing the second time, or after {@link #end}. */
  synchronized void start() {
    if (!started && !ended) {
      started = true;
      thread.start();
    }
  }

  private void run() {
    Optional<MediaException> failure = capture();
    try {
      task.release();
    } catch (MediaException e) {
      failure.ifPresentOrElse(
          first -> first.addSuppressed(e), () -> releaseFailure = Optional.of(e));
    }
    failure.ifPresent(queue::fail);
  }

  private Optional<MediaException> capture() {
    try {
      task.capture(stop);
      return Optional.empty();
    } catch (MediaException e) {
      return Optional.of(e);
    } catch (InterruptedException | RuntimeException e) {
      // Without this, whoever reads would wait for ever.
      return Optional.of(
          MediaException.of(Code.DEVICE_FAILED, task.device() + ": capturing ended: " + e, e));
    }
  }

  /**
   * Stops capturing and waits until the device is let go of. Does nothing the second time.
   *
   * @throws MediaException if letting go failed, or takes too long
   */
  void end() throws MediaException {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    stop.countDown();
    if (!started) {
      task.release();
      return;
    }
    awaitThread();
    if (releaseFailure.isPresent()) {
      throw releaseFailure.get();
    }
  }

  private void awaitThread() throws MediaException {
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    while (thread.isAlive() && deadline - System.nanoTime() > 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw MediaException.of(
          Code.DEVICE_FAILED,
          task.device() + " did not stop within " + STOP_SECONDS + " s: a call of it hangs");
    }
  }
}
