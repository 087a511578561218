package io.boxwire.device.k230.internal.device;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Starts threads, and waits for the end of threads and processes. */
public final class Threads {
  private Threads() {}

  /** Something to wait for. */
  @FunctionalInterface
  private interface End {
    boolean await(long nanos) throws InterruptedException;
  }

  /**
   * Makes a thread that keeps no JVM alive.
   *
   * @param name its name
   * @param work what it runs
   * @return the thread, not started
   */
  public static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits until a thread has ended, interrupted or not: what it does is bounded, and something left
   * behind would be worse. An interrupt stays set.
   *
   * @param thread the thread
   * @param most how long to wait at most
   * @return false if it has not ended in time
   */
  public static boolean join(Thread thread, Duration most) {
    return await(
        nanos -> {
          TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
          return !thread.isAlive();
        },
        most);
  }

  /**
   * Waits until a process has ended, interrupted or not. An interrupt stays set.
   *
   * @param process the process
   * @param most how long to wait at most
   * @return false if it has not ended in time
   */
  public static boolean join(Process process, Duration most) {
    return await(nanos -> process.waitFor(nanos, TimeUnit.NANOSECONDS), most);
  }

  private static boolean await(End end, Duration most) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + most.toNanos();
    try {
      while (true) {
        try {
          return end.await(Math.max(1, deadline - System.nanoTime()));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
