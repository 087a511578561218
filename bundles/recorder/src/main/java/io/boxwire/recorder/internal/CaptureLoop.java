package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.recorder.internal.clock.SourceClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads a device into the queue until it ends, fails or is stopped, then closes it. Runs on a
 * thread of its own, which nothing else uses; where the device delivers by itself, that thread goes
 * at once, and another one closes the device.
 */
final class CaptureLoop implements Runnable {
  private static final long AGAIN_NANOS = 1_000_000;

  private final CaptureSession session;
  private final int tracks;
  private final SourceClock times;
  private final LongSupplier clock;
  private final FrameQueue queue;
  private final Consumer<MediaException> failed;
  private final Delivery delivery;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Object gate = new Object();
  private final Object counting = new Object();

  /** Made while there is memory, so that its want is never taken for the end of the device. */
  private final MediaException noMemory =
      MediaException.of(Code.DEVICE_FAILED, "the device failed: java.lang.OutOfMemoryError");

  private volatile boolean ending;
  private boolean counted;
  private long dropped;
  private boolean stopping;

  /** Whether the capturing thread has gone, since the device delivers by itself. */
  private boolean left;

  private Optional<Thread> reader = Optional.empty();

  /** The thread that runs this, once it does. */
  private Optional<Thread> self = Optional.empty();

  /**
   * Makes a loop.
   *
   * @param session the open device, from here on this loop's
   * @param tracks how many tracks it delivers
   * @param times gives the frames their times
   * @param clock when a frame arrives, nanoseconds of a clock that is never set
   * @param queue where the frames go; ended when the last is in
   * @param failed is told what went wrong, before the queue is ended
   */
  CaptureLoop(
      CaptureSession session,
      int tracks,
      SourceClock times,
      LongSupplier clock,
      FrameQueue queue,
      Consumer<MediaException> failed) {
    this.session = session;
    this.tracks = tracks;
    this.times = times;
    this.clock = clock;
    this.queue = queue;
    this.failed = failed;
    this.delivery = new Delivery(tracks, times, clock, queue, this::wrapped, this::delivered);
  }

  @Override
  public void run() {
    self = Optional.of(Thread.currentThread());
    boolean goesOn = false;
    try {
      goesOn = capture();
    } catch (OutOfMemoryError e) {
      failed.accept(noMemory);
    } finally {
      if (!goesOn) {
        end();
      }
    }
  }

  /** Ends all. Run once: by the thread that captures, or another when {@link #takeUp} says so. */
  void end() {
    ending = true;
    try {
      endQueue();
      delivery.refuse();
      times.end();
      close();
    } finally {
      finished.countDown();
    }
  }

  /** The device, which delivers by itself, has ended or failed; on a thread of its own. */
  private void delivered(Optional<MediaException> why) {
    if (!stopping()) {
      why.ifPresent(failed);
    }
    ending = true;
    endQueue();
  }

  /** The writing thread waits for this end, so it comes, however long there is no memory for it. */
  private void endQueue() {
    boolean over = false;
    while (!over) {
      try {
        queue.end();
        over = true;
      } catch (OutOfMemoryError e) {
        LockSupport.parkNanos(AGAIN_NANOS);
      }
    }
  }

  /** Captures no more. A read in progress is interrupted; what was read before goes its way. */
  void stop() {
    ending = true;
    boolean nobody;
    synchronized (gate) {
      stopping = true;
      nobody = left;
      reader.ifPresent(Thread::interrupt);
    }
    if (nobody) {
      delivery.refuse();
      endQueue();
    }
  }

  /**
   * Whether this was stopped when the capturing thread had gone, so that another is to {@link #end}
   * it. True once.
   */
  boolean takeUp() {
    synchronized (gate) {
      boolean nobody = stopping && left;
      left &= !nobody;
      return nobody;
    }
  }

  /** Whether nothing more is captured, for whatever reason. */
  boolean ending() {
    return ending;
  }

  /** Asks the device for a sync picture. */
  void requestSync() {
    session.requestSync();
  }

  /** Whether the device waits while it is not read. */
  boolean waits() {
    return session.waits();
  }

  /** How many frames the device had to drop; once it is closed, up to then. */
  long framesDropped() {
    synchronized (counting) {
      return counted ? dropped : session.framesDropped();
    }
  }

  /**
   * Waits until the device is closed and the thread is done with it.
   *
   * @return false if the time was not enough
   */
  boolean awaitEnd(Duration time) throws InterruptedException {
    return finished.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Closes the device if that has not been done; called from another thread, ends a read. */
  void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (session) {
      countLast();
    } catch (MediaException e) {
      failed.accept(e);
    } catch (RuntimeException | Error e) {
      failed.accept(wrapped(e));
    }
  }

  /** Asks the device for the last time; it is never asked while it closes or after. */
  private void countLast() {
    synchronized (counting) {
      counted = true;
      dropped = session.framesDropped();
    }
  }

  /** Captures; true if the device does so by itself from here on. */
  private boolean capture() {
    try {
      if (!waits() && !stopping() && session.deliverTo(delivery)) {
        return leave();
      }
      readAll();
    } catch (InterruptedException e) {
      if (!stopping()) {
        failed.accept(MediaException.of(Code.DEVICE_FAILED, "capturing was interrupted", e));
      }
    } catch (MediaException e) {
      if (!stopping()) {
        failed.accept(e);
      }
    } catch (Throwable e) {
      // Also what is not declared, as plugins in other languages throw it.
      failed.accept(wrapped(e));
    }
    return false;
  }

  private boolean leave() {
    synchronized (gate) {
      left = !stopping;
      return left;
    }
  }

  private void readAll() throws MediaException, InterruptedException {
    for (Optional<Frame> frame = read(); frame.isPresent(); frame = read()) {
      if (!deliver(frame.get().keep())) {
        return;
      }
    }
  }

  /** Waits for the device; only in here may the thread be interrupted. */
  private Optional<Frame> read() throws MediaException, InterruptedException {
    synchronized (gate) {
      if (stopping) {
        return Optional.empty();
      }
      reader = self;
    }
    try {
      return session.read();
    } finally {
      synchronized (gate) {
        reader = Optional.empty();
        // An interrupt that came too late for the read must not hit what follows.
        Thread.interrupted();
      }
    }
  }

  private boolean deliver(Frame frame) throws MediaException {
    if (frame.track() < 1 || frame.track() > tracks) {
      frame.release();
      throw Delivery.noTrack(frame, tracks);
    }
    Frame placed = times.place(frame, clock.getAsLong());
    if (queue.put(placed)) {
      return true;
    }
    placed.release();
    return false;
  }

  /** Whether it was told to stop, not ended by the device. */
  boolean stopping() {
    synchronized (gate) {
      return stopping;
    }
  }

  private MediaException wrapped(Throwable e) {
    try {
      return MediaException.of(Code.DEVICE_FAILED, "the device failed: " + e, e);
    } catch (OutOfMemoryError more) {
      return noMemory;
    }
  }
}
