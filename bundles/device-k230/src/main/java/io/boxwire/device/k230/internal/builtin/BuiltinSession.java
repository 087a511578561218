package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureSession;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Delivers the frames of all tracks in the order in which they are complete. */
final class BuiltinSession implements CaptureSession {
  private static final Comparator<CaptureSource> BY_DUE =
      Comparator.comparingLong(CaptureSource::due);

  private final List<CaptureSource> sources;
  private final BuiltinOptions.Pace pace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private volatile boolean closed;
  private boolean started;
  private long startNanos;

  BuiltinSession(List<CaptureSource> sources, BuiltinOptions.Pace pace) {
    this.sources = List.copyOf(sources);
    this.pace = pace;
  }

  @Override
  public List<TrackFormat> tracks() {
    return sources.stream().map(CaptureSource::format).toList();
  }

  @Override
  public Optional<Frame> read() throws MediaException, InterruptedException {
    CaptureSource source = sources.stream().min(BY_DUE).orElseThrow();
    if (pace == BuiltinOptions.Pace.REALTIME) {
      awaitCapture(source.due());
    }
    if (closed) {
      throw MediaException.of(MediaException.Code.CLOSED, "the built-in device was closed");
    }
    return Optional.of(source.next(sources.indexOf(source) + 1));
  }

  @Override
  public void requestSync() {
    for (CaptureSource source : sources) {
      if (source instanceof ClipCamera camera) {
        camera.requestSync();
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until capturing has run for so many nanoseconds, or the session is closed. */
  private void awaitCapture(long due) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!started) {
        started = true;
        startNanos = System.nanoTime();
      }
      long left = startNanos + due - System.nanoTime();
      while (left > 0 && !closed) {
        left = closing.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
