package io.boxwire.recorder.internal.clock;

import java.util.concurrent.TimeUnit;

/**
 * What is known of a device's times without its clock: when its frames arrived. Times are
 * nanoseconds; those of arrival are of a clock that is never set. Used by one thread.
 */
interface Witness {
  /** Notes a frame: where on the line it is, and when it arrived. */
  void saw(long time, long arrival);

  /**
   * Whether so much time can really be missing before a frame.
   *
   * @param gap how much, more than 0
   * @param time where on the line the frame is then
   * @param arrival when it arrived
   * @param passed how long nothing had come until then
   */
  boolean believes(long gap, long time, long arrival, long passed);

  /** How long nothing came; 0 if that is not known, or not more than deliveries differ anyway. */
  long paused(long from, long to);

  /** How far apart two tracks may begin. */
  long apart();

  /**
   * Of a live device. It may deliver late, and then several frames at once, but none before it was
   * captured. So time that is missing is real if the line runs no further ahead of the arrivals
   * than it ever did: also if it is what a device could not keep while it was not read, and arrives
   * at once behind what it could. Up to ten seconds are believed anyway: at a beginning nothing is
   * known yet. But where much more time has passed than is missing, the clock was set meanwhile.
   *
   * <p>A device that is read as fast as it goes without {@link
   * io.boxwire.api.capture.CaptureSession#waits() saying so} runs ahead more and more. That alone
   * is no step, and is not touched.
   */
  final class Live implements Witness {
    private static final long BELIEVED = TimeUnit.SECONDS.toNanos(10);
    private static final long TOLERANCE = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LATE = TimeUnit.SECONDS.toNanos(30);
    private static final long APART = TimeUnit.SECONDS.toNanos(30);

    private long mostAhead = Long.MIN_VALUE;

    @Override
    public void saw(long time, long arrival) {
      mostAhead = Math.max(mostAhead, Timescale.difference(time, arrival));
    }

    @Override
    public boolean believes(long gap, long time, long arrival, long passed) {
      if (passed - gap > LATE) {
        return false;
      }
      long ahead = Timescale.difference(time, arrival);
      return gap <= BELIEVED || Timescale.difference(ahead, mostAhead) <= TOLERANCE;
    }

    @Override
    public long paused(long from, long to) {
      return to - from > PAUSE ? to - from : 0;
    }

    @Override
    public long apart() {
      return APART;
    }
  }

  /**
   * Of a device that waits while it is not read: its frames were made before, or are made when they
   * are read, and when that is proves nothing. An hour without frames is believed, for want of
   * anything better, and more is not: no file claims hours that nobody saw.
   */
  final class Waiting implements Witness {
    private static final long BELIEVED = TimeUnit.HOURS.toNanos(1);

    @Override
    public void saw(long time, long arrival) {
      // Proves nothing.
    }

    @Override
    public boolean believes(long gap, long time, long arrival, long passed) {
      return gap <= BELIEVED;
    }

    @Override
    public long paused(long from, long to) {
      return 0;
    }

    @Override
    public long apart() {
      return BELIEVED;
    }
  }
}
