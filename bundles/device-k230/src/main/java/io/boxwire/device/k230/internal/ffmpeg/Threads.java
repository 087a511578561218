package io.boxwire.device.k230.internal.ffmpeg;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Starts threads, and waits for their end. */
final class Threads {
  private Threads() {}

  /** Makes a thread that keeps no JVM alive. */
  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits until a thread has ended, interrupted or not: what it does is bounded, and something left
   * behind would be worse. An interrupt stays set.
   *
   * @return false if it has not ended in time
   */
  static boolean join(Thread thread, Duration most) {
    boolean interrupted = false;
    long end = System.nanoTime() + most.toNanos();
    try {
      while (thread.isAlive() && end - System.nanoTime() > 0) {
        try {
          TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return !thread.isAlive();
  }
}
