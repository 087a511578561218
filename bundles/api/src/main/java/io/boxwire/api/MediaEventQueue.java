package io.boxwire.api;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Keeps events for a thread that asks for them, so that nothing of the listener's is called, or
 * held, by whoever tells of them: a recording that outlives the bundle that started it keeps no
 * class of that bundle. Safe for use by any number of threads.
 *
 * <p>It grows with every event until it is asked or closed.
 */
public final class MediaEventQueue implements MediaListener, AutoCloseable {
  private final Queue<MediaEvent> events = new ArrayDeque<>();
  private boolean closed;

  /** Makes an empty queue. */
  public MediaEventQueue() {}

  @Override
  public synchronized void onEvent(MediaEvent event) {
    if (!closed) {
      events.add(event);
    }
  }

  /**
   * Takes the oldest event.
   *
   * @return the event; empty if there is none
   */
  public synchronized Optional<MediaEvent> poll() {
    return Optional.ofNullable(events.poll());
  }

  /** Ends the keeping: nobody asks any more. */
  @Override
  public synchronized void close() {
    closed = true;
    events.clear();
  }
}
