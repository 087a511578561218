package io.boxwire.recorder.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.RecordingListener;
import io.boxwire.api.RecordingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  /** How long a listener that goes may take to return from what it is doing. */
  private static final Duration LEAVE = Duration.ofSeconds(1);

  private final Map<ServiceReference<RecordingListener>, Guest> guests = new ConcurrentHashMap<>();
  private final Logger log;

  Listeners() {
    this(LoggerFactory.getLogger(Listeners.class));
  }

  /**
   * Makes a set without any.
   *
   * @param log is told of what they throw
   */
  Listeners(Logger log) {
    this.log = log;
  }

  void add(ServiceReference<RecordingListener> reference, RecordingListener listener) {
    guests.put(reference, new Guest(listener));
  }

  /** When this returns, the listener is not called any more, unless it has not returned for 1 s. */
  void remove(ServiceReference<RecordingListener> reference) {
    Guest guest = guests.remove(reference);
    if (guest != null && !guest.leave()) {
      log.warn("the recording listener of {} does not return", reference.getBundle());
    }
  }

  /**
   * Tells all. What one of them throws is logged: the first time for each recording as a warning,
   * since one that fails may do so at each event.
   */
  void tell(RecordingStatus recording, MediaEvent event) {
    guests.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .forEach(entry -> tell(entry.getKey(), entry.getValue(), recording, event));
  }

  private void tell(
      ServiceReference<RecordingListener> reference,
      Guest guest,
      RecordingStatus recording,
      MediaEvent event) {
    try {
      guest.tell(recording, event);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      String where = event.kind() + " of " + recording.name();
      if (guest.failsFirst(recording)) {
        log.warn(
            "the recording listener of {} failed at {}, further failures are logged at level"
                + " debug: {}",
            reference.getBundle(),
            where,
            e.toString());
      }
      log.debug("the recording listener of {} failed at {}", reference.getBundle(), where, e);
    } finally {
      if (event.kind() == MediaEvent.Kind.RECORDING_ENDED) {
        guest.forget(recording);
      }
    }
  }

  /** A listener, and the threads that are in it. */
  private static final class Guest {
    private final RecordingListener listener;
    private final List<Thread> inside = new ArrayList<>();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
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

    /** Notes that it failed at a recording; false if it did before. */
    boolean failsFirst(RecordingStatus recording) {
      return failed.add(recording.name());
    }

    /** The recording has ended; the next by that name is another. */
    void forget(RecordingStatus recording) {
      failed.remove(recording.name());
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
