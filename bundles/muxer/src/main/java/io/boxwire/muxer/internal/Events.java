package io.boxwire.muxer.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Keeps what has happened until the thread that found out holds no lock, and then tells the
 * listener: it may throw, take its time, or call the muxer, and harms no frame. Safe for threads.
 */
final class Events {
  private final Queue<MediaEvent> waiting = new ConcurrentLinkedQueue<>();
  private final MediaListener listener;
  private final Consumer<MediaEvent> journal;

  /**
   * Makes an empty list.
   *
   * @param listener is told of every event
   * @param journal is told before; throws nothing
   */
  Events(MediaListener listener, Consumer<MediaEvent> journal) {
    this.listener = listener;
    this.journal = journal;
  }

  /** Notes an event; may be called under locks. */
  void add(MediaEvent event) {
    waiting.add(event);
  }

  /** Tells all that was noted; called without locks. */
  void tell() {
    MediaEvent next;
    while ((next = waiting.poll()) != null) {
      journal.accept(next);
      try {
        listener.onEvent(next);
      } catch (RuntimeException | LinkageError | AssertionError e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }
}
