package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.internal.device.FrameQueue;
import io.boxwire.device.k230.internal.device.Threads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

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

  private static final Duration STOP = Duration.ofSeconds(10);

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
    this.thread = Threads.daemon(name, this::run);
  }

  /** Starts capturing. Does nothing the second time, or after {@link #end}. */
  synchronized void start() {
    if (!started && !ended) {
      started = true;
      thread.start();
    }
  }

  private void run() {
    Optional<MediaException> failure = failure("capturing ended", () -> task.capture(stop));
    Optional<MediaException> left = failure("letting go failed", task::release);
    if (failure.isEmpty()) {
      releaseFailure = left;
      return;
    }
    left.ifPresent(failure.get()::addSuppressed);
    queue.fail(failure.get());
  }

  /** A part of what the thread does. */
  @FunctionalInterface
  private interface Part {
    void run() throws MediaException, InterruptedException;
  }

  /** Whatever is thrown is told: else whoever reads would wait for ever, and the device be held. */
  private Optional<MediaException> failure(String what, Part part) {
    try {
      part.run();
      return Optional.empty();
    } catch (MediaException e) {
      return Optional.of(e);
    } catch (InterruptedException | RuntimeException | Error e) {
      return Optional.of(
          MediaException.of(Code.DEVICE_FAILED, task.device() + ": " + what + ": " + e, e));
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
    if (!Threads.join(thread, STOP)) {
      throw MediaException.of(
          Code.DEVICE_FAILED,
          task.device() + " did not stop within " + STOP.toSeconds() + " s: a call of it hangs");
    }
    if (releaseFailure.isPresent()) {
      throw releaseFailure.get();
    }
  }
}
