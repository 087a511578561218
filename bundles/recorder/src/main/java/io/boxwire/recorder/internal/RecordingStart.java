package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingRequest.Beginning;
import io.boxwire.recorder.internal.LeftOut.Reason;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Decides which frames come before a recording, and counts the times of the others from where its
 * time line begins.
 *
 * <p>Where the recording begins with the leading track, frames of other tracks are held until the
 * first leading frame is in the file. They can't be judged earlier: an encoder delivers a picture
 * later than a microphone the sound of that moment, and pictures before the first sync picture are
 * refused.
 *
 * <p>Used by one thread, and knows none.
 */
final class RecordingStart {
  private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000L);

  private final Tracks tracks;
  private final Optional<Duration> zero;
  private final long[] zeroTicks;
  private final int mostHeld;
  private final LeftOut leftOut;
  private final ArrayDeque<Frame> held = new ArrayDeque<>();
  private boolean begun;

  /**
   * Makes the beginning of a recording.
   *
   * @param tracks the device's tracks
   * @param request says where it begins; its queue capacity is also how many frames are held
   * @param leftOut takes the frames that come before it
   */
  RecordingStart(Tracks tracks, RecordingRequest request, LeftOut leftOut) {
    this.tracks = tracks;
    this.zero = request.zero();
    this.zeroTicks = new long[tracks.count()];
    for (int track = 0; track < zeroTicks.length; track++) {
      zeroTicks[track] =
          zero.isEmpty() ? 0 : ticks(zero.get(), tracks.formats().get(track).timescale());
    }
    this.mostHeld = request.queueCapacity();
    this.leftOut = leftOut;
    this.begun = request.beginning() == Beginning.ANY_TRACK;
  }

  /**
   * Gives a captured frame its time in the recording; empty if it comes before, and is left out.
   */
  Optional<Frame> counted(Frame captured) {
    if (zero.isEmpty()) {
      return Optional.of(captured);
    }
    Frame frame = shifted(captured);
    if (frame.compositionTime() < 0) {
      leftOut.add(frame, Reason.EARLY);
      return Optional.empty();
    }
    return Optional.of(frame);
  }

  /**
   * Takes a frame with its time in the recording.
   *
   * @return the frame, to be written now; empty if it is held, or left out
   */
  Optional<Frame> offer(Frame frame) {
    if (begun || tracks.leads(frame)) {
      return Optional.of(frame);
    }
    held.add(frame);
    if (held.size() > mostHeld) {
      leftOut.add(held.poll(), Reason.EARLY);
    }
    return Optional.empty();
  }

  /** Is told that a frame is in the file: the first decides which of those held come too. */
  void written(Frame frame) {
    if (!begun) {
      begun = true;
      forget(tracks.nanos(frame, frame.compositionTime()));
    }
  }

  /** Gives the next frame that was held and can now be written, in the order they were captured. */
  Optional<Frame> next() {
    return begun ? Optional.ofNullable(held.poll()) : Optional.empty();
  }

  /** Is told that the muxer refused a frame: none comes any more that is shown before it. */
  void refused(Frame frame) {
    if (!begun) {
      forget(tracks.nanos(frame, frame.decodeTime()));
    }
  }

  /** Nothing more is written: leaves out those that are still held. */
  void end() {
    held.forEach(frame -> leftOut.add(frame, Reason.EARLY));
    held.clear();
  }

  /** When a frame was captured, on the clock of the device, in nanoseconds. */
  long capturedAt(Frame frame) {
    return tracks.nanos(frame, frame.compositionTime() + zeroTicks[frame.track() - 1]);
  }

  private void forget(long before) {
    held.removeIf(
        frame -> {
          boolean early = tracks.nanos(frame, frame.compositionTime()) < before;
          if (early) {
            leftOut.add(frame, Reason.EARLY);
          }
          return early;
        });
  }

  private Frame shifted(Frame frame) {
    long shift = zeroTicks[frame.track() - 1];
    return frame.toBuilder()
        .times(frame.decodeTime() - shift, frame.compositionTime() - shift)
        .build();
  }

  /** A time in ticks, rounded to nearest; what is beyond the range of a {@code long} is its end. */
  private static long ticks(Duration time, int timescale) {
    BigInteger nanos =
        BigInteger.valueOf(time.getSeconds())
            .multiply(SECOND)
            .add(BigInteger.valueOf(time.getNano()));
    BigInteger ticks =
        nanos.multiply(BigInteger.valueOf(timescale)).add(SECOND.shiftRight(1)).divide(SECOND);
    return ticks.min(BigInteger.valueOf(Long.MAX_VALUE / 2)).longValue();
  }
}
