package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Gives the writing thread captured frames, and takes them from the queue into the backlog while
 * there is no file to write to. Within bounds: then a device that waits is left to wait, and of
 * others frames are given up, as far as one that a file can begin at.
 */
final class Intake {
  private final FrameQueue queue;
  private final CaptureLoop device;
  private final RecordingStart start;
  private final Backlog backlog;
  private final FileSequence files;
  private final Losses losses;
  private final long mostBytes;

  /**
   * Makes an intake.
   *
   * @param queue where captured frames come from
   * @param device asked whether it waits
   * @param start counts the times of the frames
   * @param backlog takes those that wait
   * @param files what they are written to
   * @param losses takes those that are given up
   * @param mostBytes how much payload is kept
   */
  Intake(
      FrameQueue queue,
      CaptureLoop device,
      RecordingStart start,
      Backlog backlog,
      FileSequence files,
      Losses losses,
      long mostBytes) {
    this.queue = queue;
    this.device = device;
    this.start = start;
    this.backlog = backlog;
    this.files = files;
    this.losses = losses;
    this.mostBytes = mostBytes;
  }

  /** What came of waiting for a file. */
  enum Opening {
    /** There is one. */
    OPEN,
    /** The frame was given up; it is released and counted. */
    GIVEN_UP,
    /** It is not worth waiting any more; the frame is still the caller's. */
    CALLED_OFF
  }

  /** The next captured frame; {@code null} if there is none now. */
  Frame next() throws MediaException, InterruptedException {
    while (true) {
      files.tend();
      Optional<Frame> waiting = backlog.poll();
      if (waiting.isPresent()) {
        return waiting.get();
      }
      Frame captured = queue.poll();
      if (captured == null) {
        return null;
      }
      Optional<Frame> counted = start.counted(captured);
      if (counted.isPresent()) {
        return counted.get();
      }
    }
  }

  /** Whether there is none any more. */
  boolean over() {
    return backlog.isEmpty() && queue.over();
  }

  /**
   * Lets the writer go until there is something for it to do.
   *
   * @param back calls it back
   * @return false if there is something now
   */
  boolean leave(Runnable back) {
    return queue.leave(files.nextLook(), back);
  }

  /** Until when one that left may stay away. */
  long until() {
    return queue.until();
  }

  /**
   * Waits until a file is open for a frame.
   *
   * @param frame the frame
   * @param wanted whether it is still worth it
   */
  Opening open(Frame frame, BooleanSupplier wanted) throws MediaException, InterruptedException {
    while (true) {
      files.tend();
      if (files.skips(frame)) {
        lose(frame);
        return Opening.GIVEN_UP;
      }
      boolean full = files.keptBytes() + backlog.bytes() + frame.size() > mostBytes;
      // Asked once: a queue that ends from here on is told to the files before anybody pauses.
      boolean over = queue.over();
      if (files.open(frame, backlog.frames(), full || over)) {
        return Opening.OPEN;
      }
      if (!wanted.getAsBoolean()) {
        return Opening.CALLED_OFF;
      }
      if (full && !device.waits()) {
        if (giveUp(frame)) {
          return Opening.GIVEN_UP;
        }
      } else if (full || over) {
        queue.pause(files.nextLook());
      } else {
        Frame captured = queue.poll(files.nextLook());
        if (captured != null) {
          start.counted(captured).ifPresent(backlog::add);
        }
      }
    }
  }

  /** Makes room; false if what files show was enough, which a later file then goes on without. */
  private boolean giveUp(Frame frame) {
    if (files.forgetKept() && files.beginsAt(frame)) {
      return false;
    }
    lose(frame);
    backlog.giveUp(losses);
    if (backlog.isEmpty()) {
      files.seek();
    }
    return true;
  }

  private void lose(Frame frame) {
    frame.release();
    losses.givenUp(frame.track());
  }

  /** The next frame of those that are left, when nothing more is written. */
  Optional<Frame> left() throws InterruptedException {
    Optional<Frame> waiting = backlog.poll();
    while (waiting.isEmpty()) {
      Optional<Frame> captured = queue.take();
      if (captured.isEmpty()) {
        return captured;
      }
      waiting = start.counted(captured.get());
    }
    return waiting;
  }

  /** Nothing more is written: lets go of what waits. */
  void end() {
    for (Optional<Frame> frame = backlog.poll(); frame.isPresent(); frame = backlog.poll()) {
      frame.get().release();
    }
  }
}
