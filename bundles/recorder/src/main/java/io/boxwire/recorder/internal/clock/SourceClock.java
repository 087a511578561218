package io.boxwire.recorder.internal.clock;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaListener;
import io.boxwire.api.TrackFormat;
import io.boxwire.recorder.internal.clock.Epochs.Epoch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Gives each captured frame its time on one line, on which decode times of a track only rise: the
 * time that the device says, as long as that can be true.
 *
 * <ul>
 *   <li><b>Time is missing</b> (a frame is later than its predecessor lasts): kept if it can be
 *       real, which the time of arrival tells (see {@link Witness}), and told of from two seconds
 *       on. What is no longer than that is what devices do.
 *   <li><b>A wrap</b> of a counter of 32 or 33 bits: times go on as if the counter had more bits.
 *   <li><b>A step of the clock</b>, back or ahead, that is none of these: the line goes on where it
 *       was, after as long a pause as really passed. Where one track has stepped to, the others
 *       follow when their own clocks step: they stay in step with each other. A track that steps
 *       back to where it was is where it was.
 *   <li><b>Disorder</b> of up to half a second, and equal times: the frame is put a tick behind the
 *       one before, and the line stays as it is. When it does not end, it was a step.
 * </ul>
 *
 * What no file can express between two frames, 2^32 ticks of a track (13 hours at 90 kHz), is cut
 * down to nearly that, and told of as a step.
 *
 * <p>Composition times keep their distance from decode times; of a frame in disorder, their place
 * on the line.
 *
 * <p>A line that is not mended is the clock of the device. {@link #place} is called by the
 * capturing thread, the rest by any.
 */
public final class SourceClock {
  /** Missing time that is told of. */
  private static final long TOLD = TimeUnit.SECONDS.toNanos(2);

  /**
   * How near an epoch that is known, or the wrap of a counter, has to bring a frame to where it is
   * expected: as exactly as that is known. A step that ends so near to one by chance is taken for
   * it, and the line is off by no more than that.
   */
  private static final long NEAR = TimeUnit.SECONDS.toNanos(1);

  private final List<TrackClock> tracks = new ArrayList<>();
  private final Epochs epochs = new Epochs();

  /** The longest time between two frames that files can express on each track, nanoseconds. */
  private final long longest;

  private final Witness witness;
  private final Mends mends;
  private volatile Duration ahead = Duration.ZERO;

  /**
   * Begins a line.
   *
   * @param device its id
   * @param formats what its tracks hold
   * @param witness what the time of arrival proves
   * @param listener is told what is mended, on the thread that finds it
   */
  SourceClock(String device, List<TrackFormat> formats, Witness witness, MediaListener listener) {
    for (TrackFormat format : formats) {
      tracks.add(new TrackClock(tracks.size() + 1, format.timescale()));
    }
    // A file counts the time between samples in 32 bits; the tracks' last frames lie apart a
    // little.
    this.longest =
        tracks.stream().mapToLong(one -> one.scale().nanos(0xf000_0000L)).min().orElseThrow();
    this.witness = witness;
    this.mends = new Mends(device, formats.size(), listener);
  }

  /**
   * The line of a device that delivers what happens now.
   *
   * @param device its id
   * @param formats what its tracks hold
   * @param listener is told what is mended, on the thread that finds it
   */
  public static SourceClock live(String device, List<TrackFormat> formats, MediaListener listener) {
    return new SourceClock(device, formats, new Witness.Live(), listener);
  }

  /**
   * The line of a device that waits while it is not read.
   *
   * @param device its id
   * @param formats what its tracks hold
   * @param listener is told what is mended, on the thread that finds it
   */
  public static SourceClock waiting(
      String device, List<TrackFormat> formats, MediaListener listener) {
    return new SourceClock(device, formats, new Witness.Waiting(), listener);
  }

  /** How many times were mended. */
  public long mended() {
    return mends.count();
  }

  /** How far the line is ahead of the clock of the device now. */
  public Duration ahead() {
    return ahead;
  }

  /** Nothing more comes: tells what there is to tell. Called by the capturing thread. */
  public void end() {
    mends.end(tracks);
  }

  /**
   * Gives a frame its time.
   *
   * @param frame a frame on one of the tracks; only the one returned may be used then
   * @param arrival when it arrived, nanoseconds of a clock that is never set
   */
  public Frame place(Frame frame, long arrival) {
    TrackClock track = tracks.get(frame.track() - 1);
    long raw = frame.decodeTime();
    boolean first = !track.begun();
    if (first) {
      begin(track, raw, arrival);
    } else if (track.mapped(raw) > track.last()) {
      lookAhead(track, raw, arrival);
    } else if (!track.late(raw, witness.paused(track.onLineArrival(), arrival))) {
      step(track, raw, arrival);
    }
    boolean late = !first && track.mapped(raw) <= track.last();
    long time = late ? track.last() + 1 : track.mapped(raw);
    if (late) {
      mends.late(track, raw, time);
    }
    track.placed(frame, time, arrival, late);
    witness.saw(track.scale().nanos(time), arrival);
    return track.at(time, frame);
  }

  /** Begins a track on the clock of the others, if that can be. */
  private void begin(TrackClock track, long raw, long arrival) {
    Timescale scale = track.scale();
    Optional<TrackClock> other =
        tracks.stream()
            .filter(TrackClock::begun)
            .max(Comparator.comparingLong(TrackClock::lastArrival));
    if (other.isEmpty() && scale.countable(raw)) {
      track.enter(epochs.begin(0), 0);
      return;
    }
    long expected = other.map(one -> expectedBeside(one, arrival)).orElse(0L);
    Optional<Epoch> epoch =
        scale.countable(raw)
            ? epochs.fitting(scale.nanos(raw), expected, by -> begins(by, expected + by, arrival))
            : Optional.empty();
    if (epoch.isPresent()) {
      track.enter(epoch.get(), scale.ticks(epoch.get().ahead()));
    } else {
      long time = scale.ticks(expected);
      enterAnother(track, raw, time);
      mends.foreign(track, raw, time);
    }
  }

  private boolean begins(long distance, long time, long arrival) {
    return Math.abs(distance) <= witness.apart()
        || distance > 0 && witness.believes(distance, time, arrival, distance);
  }

  private long expectedBeside(TrackClock other, long arrival) {
    long last = other.scale().nanos(other.last());
    return Timescale.sum(last, witness.paused(other.lastArrival(), arrival));
  }

  /** Looks whether the time that is missing before a frame can be real. */
  private void lookAhead(TrackClock track, long raw, long arrival) {
    Timescale scale = track.scale();
    long time = track.mapped(raw);
    long gap = scale.nanos(Timescale.difference(time, track.due()));
    if (gap <= TOLD) {
      return;
    }
    long passed = witness.paused(track.onLineArrival(), arrival);
    if (gap < longest && witness.believes(gap, scale.nanos(time), arrival, passed)) {
      mends.paused(track, time, gap);
    } else {
      step(track, raw, arrival);
    }
  }

  /** The clock has made a step: finds out where the line goes on. */
  private void step(TrackClock track, long raw, long arrival) {
    Timescale scale = track.scale();
    long due = track.dueAfterLate(raw);
    long passed = witness.paused(track.onLineArrival(), arrival);
    long pause = scale.ticks(Math.min(passed, longest));
    long target = Math.max(due, track.onLine() + pause);
    Optional<Epoch> known = known(track, raw, target);
    Optional<Wrap> wrap = known.isPresent() ? Optional.empty() : Wrap.of(track, raw, target, NEAR);
    String how = wrap.map(one -> ", a wrap of " + one.counter()).orElse("");
    if (known.isPresent()) {
      how = ", as it or another track did before";
      join(track, known.get(), raw, due);
    } else {
      enterAnother(track, raw, wrap.map(Wrap::time).orElse(target));
    }
    long time = Math.max(track.last() + 1, track.mapped(raw));
    mends.stepped(track, raw, time, scale.nanos(time - due), how);
    ahead = Duration.ofNanos(scale.nanos(track.offset()));
  }

  /** An epoch that brings a frame to where it is expected. */
  private Optional<Epoch> known(TrackClock track, long raw, long target) {
    Timescale scale = track.scale();
    return scale.countable(raw)
        ? epochs
            .fitting(scale.nanos(raw), scale.nanos(target), by -> Math.abs(by) <= NEAR)
            .filter(epoch -> !track.isIn(epoch))
        : Optional.empty();
  }

  /**
   * Takes a track to an epoch that is there. Where another has begun that, and lost more frames by
   * the step than this one, all go on a little later: there is no room for this one's otherwise.
   */
  private void join(TrackClock track, Epoch epoch, long raw, long due) {
    Timescale scale = track.scale();
    boolean follows = epochs.later(epoch, track.epoch());
    track.enter(epoch, scale.ticks(epoch.ahead()));
    long shortOf = due - track.mapped(raw);
    if (follows && shortOf > 0) {
      long nanos = scale.nanos(shortOf);
      epochs.putOff(epoch, nanos);
      tracks.stream().filter(one -> one.isIn(epoch)).forEach(one -> one.putOff(nanos));
    }
  }

  /** Takes a track to an epoch of its own, which others may join. */
  private void enterAnother(TrackClock track, long raw, long time) {
    Timescale scale = track.scale();
    track.enter(
        scale.countable(raw)
            ? epochs.begin(scale.nanos(time) - scale.nanos(raw))
            : epochs.beginAlone(),
        time - raw);
  }
}
