package io.boxwire.muxer.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings the samples of all tracks through the interleaver into the layout. The thread that brings
 * a sample also writes what is due, unless another one is at it; then it goes on at once. So a slow
 * sink holds up one writer at a time, and the others only when the memory for samples is full.
 *
 * <p>The lock guards the interleaver, the gate and the state, and is never held during input or
 * output. The layout belongs to the thread that has set {@link #writing}.
 */
final class Pump {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Interleaver interleaver;
  private final StartGate gate;
  private final FileLayout layout;
  private final Events events;
  private final long limit;
  private final String file;
  private boolean writing;
  private boolean ending;
  private boolean abandoned;
  private MediaException failure;

  /** Whether the layout knows of the failure. */
  private boolean layoutTold;

  /**
   * Makes a pump.
   *
   * @param limitBytes how much may be held before writers wait for the one that writes
   * @param file what it is called in messages
   */
  Pump(
      Interleaver interleaver,
      StartGate gate,
      FileLayout layout,
      Events events,
      long limitBytes,
      String file) {
    this.interleaver = interleaver;
    this.gate = gate;
    this.layout = layout;
    this.events = events;
    this.limit = limitBytes;
    this.file = file;
  }

  void addTrack(Track track) {
    lock.lock();
    try {
      interleaver.addTrack(track);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits while another thread writes and memory is full.
   *
   * @throws InterruptedException if interrupted meanwhile
   * @throws MediaException if nothing more can be written
   */
  void awaitRoom() throws InterruptedException, MediaException {
    lock.lock();
    try {
      while (failure == null && !ending && writing && interleaver.bytes() > limit) {
        changed.await();
      }
      check();
    } finally {
      lock.unlock();
    }
  }

  private void check() throws MediaException {
    if (failure != null) {
      throw again(failure);
    }
  }

  /** The same failure for another caller, with a stack trace of its own. */
  static MediaException again(MediaException first) {
    return MediaException.of(first.code(), first.getMessage(), first);
  }

  /**
   * The first sample of a track has come; it is offered when the next one is known.
   *
   * @throws MediaException BAD_FRAME if the track was left out; or if nothing more can be written
   */
  void start(Track track, Sample first) throws MediaException {
    lock.lock();
    try {
      check();
      if (track.leftOut()) {
        throw leftOut(track);
      }
      track.start(first);
      interleaver.advance(track, first.time);
      write();
    } finally {
      lock.unlock();
    }
  }

  static MediaException leftOut(Track track) {
    return MediaException.of(
        MediaException.Code.BAD_FRAME,
        "track " + track.id() + " was silent for too long and is not in the file");
  }

  /**
   * Takes a sample, whatever happens.
   *
   * @param sample the sample
   * @param frontier the time before which the track will give no other
   * @throws MediaException if nothing more can be written
   */
  void offer(Sample sample, long frontier) throws MediaException {
    lock.lock();
    try {
      if (failure != null) {
        sample.release();
        throw again(failure);
      }
      interleaver.add(sample);
      interleaver.advance(sample.track, frontier);
      write();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what has become due by time alone. */
  void wake() {
    lock.lock();
    try {
      if (failure == null && !ending) {
        write();
      }
    } catch (MediaException e) {
      // It is in the field as well, and thrown by the next call.
      changed.signalAll();
    } catch (Error e) {
      broken(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * An error, such as want of memory, has left samples in nobody knows which state: nothing more is
   * written, and the file is completed with what is in it.
   *
   * @return what to throw
   */
  MediaException broken(Error why) {
    lock.lock();
    try {
      fail(why);
      changed.signalAll();
      return again(failure);
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock, which is let go of while samples are written. */
  private void write() throws MediaException {
    if (writing) {
      return;
    }
    writing = true;
    try {
      Sample next;
      while ((next = next()) != null) {
        outside(next);
      }
      outside(null);
    } finally {
      writing = false;
      changed.signalAll();
    }
  }

  private Sample next() {
    if (!gate.isOpen() && !opens()) {
      return null;
    }
    Sample next = interleaver.poll();
    if (interleaver.stalls()) {
      reportStalled(interleaver.newlyStalled());
    }
    return next;
  }

  private void reportStalled(List<Track> stalled) {
    for (Track track : stalled) {
      events.add(
          MediaEvent.onTrack(
              MediaEvent.Kind.TRACK_STALLED,
              track.id(),
              "the track stalls and is no longer waited for"));
    }
  }

  private boolean opens() {
    List<Track> silent = new ArrayList<>(0);
    boolean open = gate.open(interleaver.bytes(), silent);
    reportLeftOut(silent);
    return open;
  }

  private void reportLeftOut(List<Track> silent) {
    for (Track track : silent) {
      events.add(
          MediaEvent.onTrack(
              MediaEvent.Kind.TRACK_LEFT_OUT,
              track.id(),
              "the track gave nothing in time and is left out of the file"));
    }
  }

  /** Gives a sample to the layout, or time to do what has waited. */
  private void outside(Sample sample) throws MediaException {
    lock.unlock();
    try {
      if (sample == null) {
        layout.idle();
      } else {
        layout.add(sample);
      }
    } catch (IOException | RuntimeException | Error e) {
      layoutFailed(e);
      if (sample != null) {
        sample.release();
      }
    } finally {
      lock.lock();
    }
    check();
    if (lock.hasWaiters(changed)) {
      changed.signalAll();
    }
  }

  /** By the thread that writes, which does not hold the lock. */
  private void layoutFailed(Throwable cause) {
    lock.lock();
    try {
      fail(cause);
      layoutTold = true;
    } finally {
      lock.unlock();
    }
    layout.fail();
  }

  private void fail(Throwable cause) {
    if (failure == null) {
      failure =
          cause instanceof IOException io
              ? MediaException.io("writing " + file + " failed", io)
              : MediaException.of(
                  MediaException.Code.IO, "writing " + file + " failed: " + cause, cause);
    }
    interleaver.giveUp();
  }

  /** Nobody is to wait for room any more. */
  void end() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The layout is to leave the file as it was, see {@link InPlaceSamples}. */
  void abandon() {
    lock.lock();
    try {
      abandoned = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes everything that is held and completes the file, also after a failure.
   *
   * @throws MediaException the first failure
   */
  void finish() throws MediaException {
    lock.lock();
    try {
      while (writing) {
        changed.awaitUninterruptibly();
      }
      writing = true;
      reportLeftOut(gate.decide());
      try {
        Sample next;
        while (failure == null && (next = interleaver.pollAny()) != null) {
          outside(next);
        }
      } catch (MediaException e) {
        // It is in the field as well, and thrown below when the file has been completed.
        changed.signalAll();
      } catch (Error e) {
        fail(e);
      }
      complete();
      check();
    } finally {
      writing = false;
      lock.unlock();
    }
  }

  private void complete() {
    boolean tell = abandoned || failure != null && !layoutTold;
    lock.unlock();
    try {
      if (tell) {
        layout.fail();
      }
      layout.finish();
    } catch (IOException | RuntimeException | Error e) {
      incomplete(e);
    } finally {
      lock.lock();
    }
  }

  private void incomplete(Throwable e) {
    if (failure != null) {
      failure.addSuppressed(e);
    } else {
      layoutFailed(e);
    }
  }
}
