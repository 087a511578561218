package io.boxwire.muxer.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Keeps what has happened until the thread that found out holds no lock, and then tells the
 * listener: it may throw, take its time, or call the muxer, and harms no frame. Safe for threads.
 */
final class Events {
  private final Queue<MediaEvent> waiting = new ConcurrentLinkedQueue<>();
  private final MediaListener listener;

  Events(MediaListener listener) {
    this.listener = listener;
  }

  /** Notes an event; may be called under locks. */
  void add(MediaEvent event) {
    waiting.add(event);
  }

  /** Tells all that was noted; called without locks. */
  void tell() {
    MediaEvent next;
    while ((next = waiting.poll()) != null) {
      try {
        listener.onEvent(next);
      } catch (RuntimeException e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }
}
