package io.boxwire.api;

import java.time.Duration;
import java.util.Objects;

/** Which part of a capture device's track a recording has written. Immutable. */
public final class TrackSpan {
  /** Of a track of which nothing is written. */
  public static final TrackSpan NONE =
      new TrackSpan(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);

  private final Duration began;
  private final Duration ended;
  private final long frames;
  private final Duration frameDuration;

  private TrackSpan(Duration began, Duration ended, long frames, Duration frameDuration) {
    this.began = Objects.requireNonNull(began, "began");
    this.ended = Objects.requireNonNull(ended, "ended");
    this.frames = frames;
    this.frameDuration = Objects.requireNonNull(frameDuration, "frameDuration");
  }

  /**
   * Makes a span.
   *
   * @param began the decode time of the first frame, on the clock of the device
   * @param ended the end of the last one, not before
   * @param frames how many there are, at least 1
   * @param frameDuration how long one lasts on average, not negative
   * @return the span
   * @throws IllegalArgumentException if that can't be
   */
  public static TrackSpan of(Duration began, Duration ended, long frames, Duration frameDuration) {
    if (ended.compareTo(began) < 0 || frames < 1 || frameDuration.isNegative()) {
      throw new IllegalArgumentException(
          frames + " frames of " + frameDuration + " from " + began + " to " + ended);
    }
    return new TrackSpan(began, ended, frames, frameDuration);
  }

  /**
   * When the first frame is decoded.
   *
   * @return a time on the clock of the device; 0 if there is no frame
   */
  public Duration began() {
    return began;
  }

  /**
   * Where the last frame ends that is in a file. Where frames were lost at the end of a recording,
   * this is reckoned from how long frames last on average.
   *
   * @return a time on the clock of the device; 0 if there is no frame
   */
  public Duration ended() {
    return ended;
  }

  /**
   * How many frames are written.
   *
   * @return a count
   */
  public long frames() {
    return frames;
  }

  /**
   * How long a frame lasts on average. Times that lack frames, within the span, do not count.
   *
   * @return a duration; 0 if it is not known
   */
  public Duration frameDuration() {
    return frameDuration;
  }

  @Override
  public String toString() {
    return frames + " frames from " + began + " to " + ended;
  }
}
