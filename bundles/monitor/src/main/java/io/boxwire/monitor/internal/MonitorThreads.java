package io.boxwire.monitor.internal;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.FutureTask;

/** Makes threads that keep nothing of whoever needs them first. */
final class MonitorThreads {
  private MonitorThreads() {}

  /**
   * Makes a thread that keeps no JVM alive, and no class loader: neither those of its maker's
   * callers, whose protection domains a thread inherits up to Java 23 but for the privileged call,
   * nor its own: Felix 7.0.5 may remember a thread that has ended. So the thread has no context
   * class loader, and forgets what it ran.
   *
   * @param name its name
   * @param work what it runs
   * @return the thread, not started
   */
  @SuppressWarnings("removal")
  static Thread daemon(String name, Runnable work) {
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
}
