package io.boxwire.recorder.internal;

/** Where the threads of a recorder come from. */
@FunctionalInterface
interface Threads {
  /** Makes a thread that has not begun. */
  Thread make(String name, Runnable work);

  /**
   * Starts a thread that the virtual machine waits for.
   *
   * @throws OutOfMemoryError if the system gives no more threads
   */
  default Thread start(String name, Runnable work) {
    Thread thread = make(name, work);
    thread.setDaemon(false);
    thread.start();
    return thread;
  }
}
