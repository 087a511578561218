package io.boxwire.recorder.internal.clock;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.TrackFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * A camera with pictures and sound whose clock a test sets, in front of a source clock. What is
 * true is known: when each frame was captured, on a clock that is never set.
 */
final class Camera {
  static final int PICTURES = 90_000;
  static final int SOUND = 8_000;
  static final long SECOND = 1_000_000_000L;
  private static final List<TrackFormat> FORMATS =
      List.of(
          TrackFormat.video("h264", PICTURES).size(16, 16).build(),
          TrackFormat.audio("g711u", SOUND, 1).build());

  final List<MediaEvent> events = new ArrayList<>();
  final List<Placed> placed = new ArrayList<>();
  final SourceClock line;

  /**
   * A frame with its time.
   *
   * @param track its track
   * @param truth when it was captured, nanoseconds
   * @param frame the frame
   */
  record Placed(int track, long truth, Frame frame) {
    /** Where on the line it is, nanoseconds. */
    long nanos() {
      return new Timescale(track == 1 ? PICTURES : SOUND).nanos(frame.decodeTime());
    }
  }

  private Camera(Witness witness) {
    line = new SourceClock("door", FORMATS, witness, events::add);
  }

  static Camera live() {
    return new Camera(new Witness.Live());
  }

  static Camera waiting() {
    return new Camera(new Witness.Waiting());
  }

  static int timescale(int track) {
    return track == 1 ? PICTURES : SOUND;
  }

  /** Delivers a frame as it is. */
  long deliver(int track, long decode, long composition, long duration, long truth, long arrival) {
    Frame frame = Frame.on(track).times(decode, composition).duration(duration).build();
    Frame at = line.place(frame, arrival);
    placed.add(new Placed(track, truth, at));
    return at.decodeTime();
  }

  /** Delivers a picture of 40 ms that has just been captured. */
  long picture(long ticks, long truthMillis) {
    long truth = truthMillis * 1_000_000;
    return deliver(1, ticks, ticks, 3600, truth, truth);
  }

  /** Delivers a block of sound of 40 ms that has just been captured. */
  long block(long ticks, long truthMillis) {
    long truth = truthMillis * 1_000_000;
    return deliver(2, ticks, ticks, 320, truth, truth);
  }

  List<Long> times(int track) {
    return placed.stream().filter(p -> p.track == track).map(p -> p.frame.decodeTime()).toList();
  }

  List<String> told() {
    return events.stream().map(MediaEvent::message).toList();
  }
}
