package io.boxwire.recorder.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long writing takes of late: the longest within two half windows of five seconds, so that
 * nothing is kept of each frame. Written by one thread, read by any.
 */
final class WriteTimes {
  private static final long HALF = TimeUnit.SECONDS.toNanos(5);

  private final Clock clock;
  private boolean written;
  private long half;
  private long last;
  private long now;
  private long before;

  WriteTimes(Clock clock) {
    this.clock = clock;
  }

  /**
   * Notes that a frame was written.
   *
   * @param began when that began, by {@link System#nanoTime()}
   * @param ended when it was done
   */
  synchronized void wrote(long began, long ended) {
    if (!written) {
      written = true;
      half = ended;
    }
    move(ended);
    now = Math.max(now, ended - began);
    last = ended;
  }

  /** The longest that a frame took. */
  synchronized Duration longest(long time) {
    if (written) {
      move(time);
    }
    return Duration.ofNanos(Math.max(now, before));
  }

  /** When the last frame was written, by the system's clock. */
  synchronized Optional<Instant> last(long time) {
    return written ? Optional.of(clock.instant().minusNanos(time - last)) : Optional.empty();
  }

  private void move(long time) {
    long passed = (time - half) / HALF;
    if (passed > 0) {
      before = passed == 1 ? now : 0;
      now = 0;
      half += passed * HALF;
    }
  }
}
