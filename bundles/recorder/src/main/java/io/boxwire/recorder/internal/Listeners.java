package io.boxwire.recorder.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.RecordingListener;
import io.boxwire.api.RecordingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the listeners that are present, best first, on the thread that brings an event: a slow one
 * holds up the recording it is told of, and no other. Safe for use by any number of threads.
 */
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /** How long a listener that goes may take to return from what it is doing. */
  private static final Duration LEAVE = Duration.ofSeconds(1);

  private final Map<ServiceReference<RecordingListener>, Guest> guests = new ConcurrentHashMap<>();

  void add(ServiceReference<RecordingListener> reference, RecordingListener listener) {
    guests.put(reference, new Guest(listener));
  }

  /** When this returns, the listener is not called any more, unless it has not returned for 1 s. */
  void remove(ServiceReference<RecordingListener> reference) {
    Guest guest = guests.remove(reference);
    if (guest != null && !guest.leave()) {
      LOG.warn("the recording listener of {} does not return", reference.getBundle());
    }
  }

  /** Tells all. What one of them throws is logged. */
  void tell(RecordingStatus recording, MediaEvent event) {
    guests.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .forEach(entry -> tell(entry.getKey(), entry.getValue(), recording, event));
  }

  private static void tell(
      ServiceReference<RecordingListener> reference,
      Guest guest,
      RecordingStatus recording,
      MediaEvent event) {
    try {
      guest.tell(recording, event);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.warn(
          "the recording listener of {} failed at {} of {}: {}",
          reference.getBundle(),
          event.kind(),
          recording.name(),
          e.toString());
      LOG.debug("the recording listener failed", e);
    }
  }

  /** A listener, and the threads that are in it. */
  private static final class Guest {
    private final RecordingListener listener;
    private final List<Thread> inside = new ArrayList<>();
    private boolean gone;

    Guest(RecordingListener listener) {
      this.listener = listener;
    }

    void tell(RecordingStatus recording, MediaEvent event) {
      synchronized (this) {
        if (gone) {
          return;
        }
        inside.add(Thread.currentThread());
      }
      try {
        listener.onEvent(recording, event);
      } finally {
        synchronized (this) {
          inside.remove(Thread.currentThread());
          notifyAll();
        }
      }
    }

    /** Lets nobody in any more, and waits for those inside but for the caller. */
    synchronized boolean leave() {
      gone = true;
      long deadline = System.nanoTime() + LEAVE.toNanos();
      try {
        while (othersInside()) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            return false;
          }
          TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return !othersInside();
      }
    }

    private boolean othersInside() {
      return inside.stream().anyMatch(thread -> thread != Thread.currentThread());
    }
  }
}
