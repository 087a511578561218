package io.boxwire.recorder.internal;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.FutureTask;

/** Makes threads that keep nothing of whoever asked for them. */
final class RecorderThreads {
  private RecorderThreads() {}

  /**
   * Makes a thread. A recording outlives the bundle that began it, and must not hold on to its
   * class loader: so the thread has, by the privileged call, none of the callers' protection
   * domains, which a thread inherits up to Java 23, and no context class loader. Not even ours: a
   * framework may remember a thread that has ended, as Felix 7.0.5 does with threads that happened
   * to load a class of a bundle that is still there. So it also forgets what it ran.
   */
  @SuppressWarnings("removal")
  static Thread make(String name, Runnable loop) {
    PrivilegedAction<Thread> make = () -> new Thread(null, once(loop), name, 0, false);
    Thread thread = AccessController.doPrivileged(make);
    thread.setContextClassLoader(null);
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
