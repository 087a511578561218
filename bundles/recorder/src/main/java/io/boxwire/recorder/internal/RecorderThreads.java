package io.boxwire.recorder.internal;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Starts threads that keep nothing of whoever asked for them. */
final class RecorderThreads {
  private RecorderThreads() {}

  /**
   * Starts a thread. A recording outlives the bundle that began it, and must not hold on to its
   * class loader: so the thread has our context class loader, and, by the privileged call, none of
   * the callers' protection domains, which a thread inherits up to Java 23.
   */
  @SuppressWarnings("removal")
  static void start(String name, Runnable loop) {
    PrivilegedAction<Thread> make = () -> new Thread(null, loop, name, 0, false);
    Thread thread = AccessController.doPrivileged(make);
    thread.setContextClassLoader(RecorderThreads.class.getClassLoader());
    thread.setDaemon(false);
    thread.start();
  }
}
