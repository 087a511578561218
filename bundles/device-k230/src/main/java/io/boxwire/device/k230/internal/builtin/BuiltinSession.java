package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureSession;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Delivers the frames of all tracks in the order in which they are complete. In real time, it holds
 * those of the last two seconds for a reader that is late, and drops what is older.
 */
final class BuiltinSession implements CaptureSession {
  /** How long a frame is held. */
  static final long HELD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final Comparator<CaptureSource> BY_DUE =
      Comparator.comparingLong(CaptureSource::due);

  private final List<CaptureSource> sources;
  private final BuiltinOptions.Pace pace;
  private final LongSupplier clock;
  private final AtomicLong dropped = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private volatile boolean closed;
  private boolean started;
  private long startNanos;

  /**
   * Makes a session.
   *
   * @param sources one for each track
   * @param clock nanoseconds that only their differences matter of
   */
  BuiltinSession(List<CaptureSource> sources, BuiltinOptions.Pace pace, LongSupplier clock) {
    this.sources = List.copyOf(sources);
    this.pace = pace;
    this.clock = clock;
  }

  @Override
  public List<TrackFormat> tracks() {
    return sources.stream().map(CaptureSource::format).toList();
  }

  @Override
  public Optional<Frame> read() throws MediaException, InterruptedException {
    if (pace == BuiltinOptions.Pace.REALTIME) {
      dropOld();
      awaitCapture(earliest().due());
    }
    if (closed) {
      throw MediaException.of(MediaException.Code.CLOSED, "the built-in device was closed");
    }
    CaptureSource source = earliest();
    return Optional.of(source.next(sources.indexOf(source) + 1));
  }

  private CaptureSource earliest() {
    return sources.stream().min(BY_DUE).orElseThrow();
  }

  @Override
  public void requestSync() {
    for (CaptureSource source : sources) {
      if (source instanceof ClipCamera camera) {
        camera.requestSync();
      }
    }
  }

  /** As fast as possible, pictures are made when they are read. */
  @Override
  public boolean waits() {
    return pace == BuiltinOptions.Pace.FAST;
  }

  @Override
  public long framesDropped() {
    return dropped.get();
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

  /** Drops what nobody came for in time; with the first read, capturing starts. */
  private void dropOld() {
    if (!started) {
      started = true;
      startNanos = clock.getAsLong();
    }
    long oldest = clock.getAsLong() - startNanos - HELD_NANOS;
    for (CaptureSource source : sources) {
      dropped.addAndGet(source.dropBefore(oldest));
    }
  }

  /** Waits until capturing has run for so many nanoseconds, or the session is closed. */
  private void awaitCapture(long due) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = startNanos + due - clock.getAsLong();
      while (left > 0 && !closed) {
        closing.awaitNanos(left);
        left = startNanos + due - clock.getAsLong();
      }
    } finally {
      lock.unlock();
    }
  }
}
