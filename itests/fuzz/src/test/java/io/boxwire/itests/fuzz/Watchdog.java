package io.boxwire.itests.fuzz;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Says where a run hangs, and ends the program then. */
final class Watchdog {
  private static final long PATIENCE_SECONDS = 20;
  private static final int HUNG = 3;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private String running = "";
  private Thread runner;

  /** Begins to watch, on a thread that does not keep the program alive. */
  void start() {
    Thread thread = new Thread(this::watch, "watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  /** A run begins on this thread. */
  void begin(String name) {
    change(name);
  }

  /** It ended. */
  void end() {
    change("");
  }

  private void change(String name) {
    lock.lock();
    try {
      running = name;
      runner = Thread.currentThread();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    lock.lock();
    try {
      while (true) {
        String before = running;
        if (!changed.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && !running.isEmpty()) {
          if (running.equals(before)) {
            bark();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void bark() {
    StringBuilder stack = new StringBuilder();
    for (StackTraceElement element : runner.getStackTrace()) {
      stack.append(element).append(' ');
    }
    System.out.printf("FOUND\t%d\t%s\thangs at %s%n", PATIENCE_SECONDS * 1000, running, stack);
    System.out.flush();
    Runtime.getRuntime().halt(HUNG);
  }
}
