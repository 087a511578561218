package io.boxwire.device.k230.internal.device;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.concurrent.FutureTask;
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
   * Makes a thread that keeps no JVM alive, and nothing of the program that needs it: neither its
   * protection domains, which a thread inherits up to Java 23 but for the privileged call, nor its
   * context class loader, nor, once it has ended, what it ran. A framework may remember a thread
   * even when it has ended, as Felix 7.0.5 does with threads that happened to load a class of a
   * bundle that is still there.
   *
   * @param name its name
   * @param work what it runs
   * @return the thread, not started
   */
  @SuppressWarnings("removal")
  public static Thread daemon(String name, Runnable work) {
    PrivilegedAction<Thread> make = () -> new Thread(null, once(work), name, 0, false);
    Thread thread = AccessController.doPrivileged(make);
    thread.setContextClassLoader(null);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does some work once and holds it no longer, nor what it throws. On Java 17 a thread itself lets
   * go of what it ran; later ones hold it as long as anybody holds the thread.
   */
  private static Runnable once(Runnable work) {
    return new FutureTask<>(() -> run(work), null);
  }

  private static void run(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
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
