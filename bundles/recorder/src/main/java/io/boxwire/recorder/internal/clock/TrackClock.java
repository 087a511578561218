package io.boxwire.recorder.internal.clock;

import io.boxwire.api.Frame;
import io.boxwire.recorder.internal.clock.Epochs.Epoch;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where a track stands on the time line. Times are ticks of the track, unless said otherwise. Used
 * by one thread.
 */
final class TrackClock {
  /** Frames in disorder are at most so late; what is later was stamped by another clock. */
  private static final long DISORDER = TimeUnit.MILLISECONDS.toNanos(500);

  /** When so many in a row are late, it is not them but the clock. */
  private static final int MOST_LATE = 8;

  /** A frame that is said to last longer is not believed to. */
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

  private final int number;
  private final Timescale scale;
  private Optional<Epoch> epoch = Optional.empty();

  /** From the device's time to that on the line. */
  private long offset;

  private long raw;

  /** The last frame that was not late: where it is, when it came. */
  private long onLine;

  private long onLineArrival;

  /** How long it lasts, as far as is known. */
  private long lasting = 1;

  private long stepBefore = Long.MAX_VALUE;
  private boolean stepping;

  /** The last frame of all. */
  private long last;

  private long lastArrival;

  /** Frames that are late: how many, of them those of new times, and the first and last of them. */
  private int late;

  private int lateSteps;
  private long firstLate;
  private long lastLate;

  TrackClock(int number, int timescale) {
    this.number = number;
    this.scale = new Timescale(timescale);
  }

  int number() {
    return number;
  }

  Timescale scale() {
    return scale;
  }

  /** Whether it has a frame. */
  boolean begun() {
    return epoch.isPresent();
  }

  Epoch epoch() {
    return epoch.orElseThrow();
  }

  /** Whether its frames are of an epoch. */
  boolean isIn(Epoch which) {
    return epoch.filter(own -> own == which).isPresent();
  }

  /** Counts from here on as in an epoch. */
  void enter(Epoch which, long ahead) {
    epoch = Optional.of(which);
    offset = ahead;
  }

  /** Puts what follows off. */
  void putOff(long nanos) {
    offset += scale.ticks(nanos);
  }

  /** How far the line is ahead of the device's clock. */
  long offset() {
    return offset;
  }

  /** Where a time of the device is on the line. Counted so that there and back is exact. */
  long mapped(long time) {
    return time + offset;
  }

  /** What the device said last. */
  long raw() {
    return raw;
  }

  /** Where its last frame is. */
  long last() {
    return last;
  }

  long lastArrival() {
    return lastArrival;
  }

  /** When the last frame came that was not late. */
  long onLineArrival() {
    return onLineArrival;
  }

  /** Where the last frame was that was not late. */
  long onLine() {
    return onLine;
  }

  /** Where the next frame is if nothing is missing. */
  long due() {
    return onLine + lasting;
  }

  /** Where a frame is that is not late any more, but the first on another clock. */
  long dueAfterLate(long time) {
    long sinceFirst = Timescale.difference(time, firstLate);
    boolean counts = late > 0 && sinceFirst > 0 && scale.nanos(sinceFirst) <= DISORDER * 2;
    return Math.max(last + 1, due() + (counts ? sinceFirst : late * lasting));
  }

  /**
   * Notes a frame that is not after the one before.
   *
   * @param time what the device says
   * @param paused for how long no frame came that was not late, nanoseconds
   * @return whether it can be late: if not, the device counts in another way now
   */
  boolean late(long time, long paused) {
    long behind = scale.nanos(Timescale.difference(onLine, mapped(time)));
    if (behind > DISORDER) {
      return false;
    }
    boolean same = late == 0 ? mapped(time) == onLine : time == lastLate;
    if (same ? paused > 0 : lateSteps == MOST_LATE) {
      return false;
    }
    if (late == 0) {
      firstLate = time;
    }
    late++;
    lateSteps += same ? 0 : 1;
    lastLate = time;
    return true;
  }

  /** Notes where a frame was put. */
  void placed(Frame frame, long time, long arrival, boolean isLate) {
    if (!isLate) {
      learnStep(frame, time);
      onLine = time;
      onLineArrival = arrival;
      late = 0;
      lateSteps = 0;
    }
    raw = frame.decodeTime();
    last = time;
    lastArrival = arrival;
  }

  /** Of two steps the lesser, so that a pause is not taken for the rule. */
  private void learnStep(Frame frame, long time) {
    if (frame.duration() > 0 && scale.nanos(frame.duration()) <= LONGEST) {
      lasting = frame.duration();
    } else if (stepping) {
      long step = Math.max(1, Timescale.difference(time, onLine));
      lasting = Math.min(Math.min(step, stepBefore), scale.ticks(LONGEST));
      stepBefore = step;
    }
    stepping = true;
  }

  /** A frame with its time; composed as long after as before, if that is after it is decoded. */
  Frame at(long time, Frame frame) {
    if (offset == 0 && time == frame.decodeTime()) {
      return frame;
    }
    long shown = mapped(frame.compositionTime());
    boolean shownLater = frame.compositionTime() >= frame.decodeTime();
    return frame.toBuilder().times(time, shownLater ? Math.max(time, shown) : shown).build();
  }
}
