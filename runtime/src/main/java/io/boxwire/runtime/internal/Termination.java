package io.boxwire.runtime.internal;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of the process, whatever ends it: the command returned, or a signal (Ctrl-C, SIGTERM,
 * SIGHUP) came.
 *
 * <p>A signal interrupts the command, which closes its files; then the framework is stopped, level
 * by level, so that the muxers close what is still open before their parts go. The virtual machine
 * itself then exits with 128 and the signal's number.
 */
final class Termination extends Thread {
  private static final long COMMAND_SECONDS = 10;
  private static final long FRAMEWORK_SECONDS = 30;

  private final Thread command;
  private final EmbeddedFramework framework;
  private final PrintStream err;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean begun;

  /**
   * Prepares the end; to be added as a shutdown hook.
   *
   * @param command the thread that runs the command
   * @param framework what to stop
   * @param err where to say what could not be closed
   */
  Termination(Thread command, EmbeddedFramework framework, PrintStream err) {
    super("boxwire-termination");
    this.command = command;
    this.framework = framework;
    this.err = err;
  }

  /** Says that the command has returned, and needs no interrupt. */
  void commandHasEnded() {
    ended.countDown();
  }

  /** Whether the process ends already, by a signal. */
  boolean hasBegun() {
    return begun;
  }

  @Override
  public void run() {
    begun = true;
    try {
      if (ended.getCount() > 0) {
        command.interrupt();
        if (!ended.await(COMMAND_SECONDS, TimeUnit.SECONDS)) {
          err.println("boxwire: the command does not end, its parts are stopped");
        }
      }
      if (!framework.stop(FRAMEWORK_SECONDS, TimeUnit.SECONDS)) {
        err.println("boxwire: not every part has stopped, a file may be unfinished");
      }
      framework.deleteCache();
    } catch (InterruptedException e) {
      err.println("boxwire: the end was interrupted, a file may be unfinished");
    }
  }
}
