package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.capture.FrameReceiver;
import io.boxwire.recorder.internal.clock.SourceClock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Takes what a device delivers on threads of its own into the queue, and never waits there: a frame
 * that finds it full stays the device's.
 */
final class Delivery implements FrameReceiver {
  private final int tracks;
  private final SourceClock times;
  private final LongSupplier clock;
  private final FrameQueue queue;
  private final Function<Throwable, MediaException> wrap;
  private final Consumer<Optional<MediaException>> over;

  private boolean refuses;

  /**
   * Makes a receiver.
   *
   * @param tracks how many tracks the device delivers
   * @param times gives the frames their times
   * @param clock when a frame arrives, nanoseconds of a clock that is never set
   * @param queue where the frames go; nobody else puts any into it
   * @param wrap makes a failure of the device of whatever else is thrown
   * @param over is told once that the device has ended, or what it failed with, unless all is
   *     refused by then
   */
  Delivery(
      int tracks,
      SourceClock times,
      LongSupplier clock,
      FrameQueue queue,
      Function<Throwable, MediaException> wrap,
      Consumer<Optional<MediaException>> over) {
    this.tracks = tracks;
    this.times = times;
    this.clock = clock;
    this.queue = queue;
    this.wrap = wrap;
    this.over = over;
  }

  @Override
  public synchronized boolean take(Frame frame) {
    if (refuses) {
      return false;
    }
    if (frame.track() < 1 || frame.track() > tracks) {
      fail(noTrack(frame, tracks));
      return false;
    }
    try {
      // Asked first: a frame that is dropped has no place among the times.
      return queue.hasRoom() && put(frame);
    } catch (RuntimeException | Error e) {
      // The thread is the device's and may serve others.
      fail(wrap.apply(e));
      return false;
    }
  }

  private boolean put(Frame frame) {
    Frame kept = frame.keep();
    if (queue.put(times.place(kept, clock.getAsLong()))) {
      return true;
    }
    if (kept != frame) {
      kept.release();
    }
    return false;
  }

  /** A frame on a track that the device has not got. */
  static MediaException noTrack(Frame frame, int tracks) {
    return MediaException.of(
        Code.DEVICE_FAILED,
        "the device delivered a frame on track " + frame.track() + " of " + tracks);
  }

  @Override
  public void end() {
    end(Optional.empty());
  }

  @Override
  public void fail(MediaException why) {
    end(Optional.of(why));
  }

  private void end(Optional<MediaException> why) {
    if (refuse()) {
      over.accept(why);
    }
  }

  /**
   * Takes no more. A frame that is being taken is in the queue when this returns.
   *
   * @return whether some were taken until now
   */
  synchronized boolean refuse() {
    boolean took = !refuses;
    refuses = true;
    return took;
  }
}
