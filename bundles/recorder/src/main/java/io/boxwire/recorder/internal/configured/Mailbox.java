package io.boxwire.recorder.internal.configured;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does pieces of work in the order in which they come, one at a time, on a thread that brought one,
 * and with no lock held: what they use needs no other protection, and they may call anybody.
 */
final class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean working;

  /** Brings a piece of work; it may be done after this returns, on another thread. */
  void post(Runnable work) {
    synchronized (waiting) {
      waiting.add(work);
    }
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      try {
        next.get().run();
      } catch (RuntimeException e) {
        LOG.error("a configured recording can't go on as it should", e);
      } finally {
        synchronized (waiting) {
          working = false;
        }
      }
    }
  }

  private Optional<Runnable> next() {
    synchronized (waiting) {
      if (working || waiting.isEmpty()) {
        return Optional.empty();
      }
      working = true;
      return Optional.of(waiting.remove());
    }
  }
}
