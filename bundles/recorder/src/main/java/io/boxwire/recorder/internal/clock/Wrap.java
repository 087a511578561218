package io.boxwire.recorder.internal.clock;

import java.util.List;
import java.util.Optional;

/**
 * A counter that began anew because it has no more bits: of the track's own ticks, or one that the
 * device makes them of.
 *
 * @param counter which it is
 * @param time where a frame is on the line if the counter goes on, ticks of the track
 */
record Wrap(String counter, long time) {
  private static final long BITS_32 = 1L << 32;
  private static final long BITS_33 = 1L << 33;

  /** RTP video, and the streams of MPEG (ISO/IEC 13818-1 2.4.2.2). */
  private static final int MPEG = 90_000;

  /**
   * Finds the counter that wrapped, if one did.
   *
   * @param track where the track is
   * @param raw what the device says, ticks
   * @param target where the frame is expected
   * @param near how far from there it may be, nanoseconds
   */
  static Optional<Wrap> of(TrackClock track, long raw, long target, long near) {
    Timescale scale = track.scale();
    long back = track.mapped(raw);
    return List.of(
            new Wrap("32 bits", back + BITS_32),
            new Wrap("33 bits", back + BITS_33),
            new Wrap("32 bits at 90 kHz", back + in(scale, BITS_32, MPEG)),
            new Wrap("33 bits at 90 kHz", back + in(scale, BITS_33, MPEG)),
            new Wrap("32 bits of microseconds", back + in(scale, BITS_32, 1_000_000)),
            new Wrap("32 bits of milliseconds", back + in(scale, BITS_32, 1_000)))
        .stream()
        .filter(wrap -> wrap.time > track.last())
        .filter(wrap -> Math.abs(scale.nanos(Timescale.difference(wrap.time, target))) <= near)
        .findFirst();
  }

  /** A period in ticks of the track; those of a counter of another rate do not come out even. */
  private static long in(Timescale scale, long ticks, int rate) {
    return scale.ticks(new Timescale(rate).nanos(ticks));
  }
}
