package io.boxwire.recorder.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaListener;
import io.boxwire.api.RecordingStatus;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Tells what happens to one recording, whether it or its muxer found out: first the listener of its
 * request, then whoever listens to all recordings. In order and one at a time, on a thread that
 * found something out, and with no lock held: a listener may call the recording, take its time or
 * throw.
 */
final class RecordingEvents implements MediaListener {
  private final MediaListener listener;
  private final BiConsumer<RecordingStatus, MediaEvent> everyone;
  private final Queue<MediaEvent> untold = new ArrayDeque<>();
  private Optional<Supplier<RecordingStatus>> status = Optional.empty();
  private boolean telling;

  /**
   * Makes the events of a recording, which keep what they are told until they are attached to it.
   *
   * @param listener the listener of its request
   * @param everyone is told as well, with how the recording stands
   */
  RecordingEvents(MediaListener listener, BiConsumer<RecordingStatus, MediaEvent> everyone) {
    this.listener = listener;
    this.everyone = everyone;
  }

  /** The recording is there now, and can say how it stands. */
  void attach(Supplier<RecordingStatus> recording) {
    synchronized (untold) {
      status = Optional.of(recording);
    }
    tell();
  }

  @Override
  public void onEvent(MediaEvent event) {
    synchronized (untold) {
      untold.add(event);
    }
    tell();
  }

  private void tell() {
    for (Optional<MediaEvent> next = next(); next.isPresent(); next = next()) {
      MediaEvent event = next.get();
      try {
        guarded(() -> listener.onEvent(event));
        guarded(() -> everyone.accept(status.orElseThrow().get(), event));
      } finally {
        synchronized (untold) {
          telling = false;
        }
      }
    }
  }

  /** The next event to be told; empty if there is none, or another thread tells it. */
  private Optional<MediaEvent> next() {
    synchronized (untold) {
      if (telling || status.isEmpty() || untold.isEmpty()) {
        return Optional.empty();
      }
      telling = true;
      return Optional.of(untold.remove());
    }
  }

  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
