package io.boxwire.monitor.internal;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates a roster once a second, and at once when something has happened, on a thread of its own:
 * neither a recording nor who reads a figure waits for it.
 */
final class RosterThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RosterThread.class);

  private final Roster roster;
  private final ScheduledThreadPoolExecutor thread;

  /** Whether an update is to come that sees what has happened. */
  private final AtomicBoolean due = new AtomicBoolean();

  /**
   * Starts.
   *
   * @param name of the thread
   * @param roster what is updated
   * @param every how often
   */
  RosterThread(String name, Roster roster, Duration every) {
    this.roster = roster;
    this.thread = new ScheduledThreadPoolExecutor(1, work -> MonitorThreads.daemon(name, work));
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.scheduleWithFixedDelay(this::update, 0, every.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void update() {
    due.set(false);
    try {
      roster.update();
    } catch (RuntimeException e) {
      // The next one may do better; an exception would end them all.
      LOG.warn("recordings could not be listed", e);
    }
  }

  /** Something has happened: updates soon, once for all that happens until then. */
  void wake() {
    if (!due.compareAndSet(false, true)) {
      return;
    }
    synchronized (thread) {
      if (!thread.isShutdown()) {
        thread.execute(this::update);
      }
    }
  }

  /** Ends the thread, waits for an update in progress, and clears the roster. */
  @Override
  public void close() {
    synchronized (thread) {
      thread.shutdown();
    }
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("an update did not end; its thread goes on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    roster.clear();
  }
}
