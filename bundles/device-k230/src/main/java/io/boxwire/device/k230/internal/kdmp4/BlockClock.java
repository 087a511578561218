package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.device.k230.internal.media.TimeUnits;

/**
 * The times of blocks of audio whose bytes tell how long they last.
 *
 * <p>A program gives times in whole milliseconds or so, but 1,024 samples at 44.1 kHz last 23.22
 * ms: by its times alone, such blocks would seem to overlap and to leave gaps. A block that comes,
 * to the unit, where the one before ended is taken to follow it exactly. Any other time is taken as
 * given, and counting starts anew there: the clock never runs away from the times given.
 */
final class BlockClock {
  private final int timescale;
  private final int sampleRate;
  private final int channels;
  private final long tolerance;

  /** Where counting started, in ticks. */
  private long start = Long.MIN_VALUE;

  /** Audio frames since then. */
  private long audioFrames;

  /**
   * Makes a clock.
   *
   * @param timescale of the track, ticks a second
   * @param sampleRate in hertz
   * @param channels one byte each in an audio frame
   * @param unitsPerSecond what the program's times are counted in
   */
  BlockClock(int timescale, int sampleRate, int channels, int unitsPerSecond) {
    this.timescale = timescale;
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.tolerance = Math.max(1, (timescale + unitsPerSecond - 1L) / unitsPerSecond);
  }

  /**
   * The time of the next block.
   *
   * @param given the time that the program gives it, in ticks
   */
  long time(long given) {
    if (start == Long.MIN_VALUE) {
      return given;
    }
    long next = next();
    return given >= next - tolerance && given <= next + tolerance ? next : given;
  }

  /**
   * A block was taken.
   *
   * @param time what {@link #time} said
   * @param bytes its size
   */
  void advance(long time, int bytes) {
    if (start == Long.MIN_VALUE || time != next()) {
      start = time;
      audioFrames = 0;
    }
    audioFrames += bytes / channels;
  }

  private long next() {
    return start + TimeUnits.rescale(audioFrames, sampleRate, timescale);
  }
}
