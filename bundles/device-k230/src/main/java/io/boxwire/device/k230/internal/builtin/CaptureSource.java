package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.Frame;
import io.boxwire.api.TrackFormat;

/** Makes the frames of one track, without end. Used by one thread at a time. */
interface CaptureSource {
  /** Where the capture clock of every track stands when its first second begins, in seconds. */
  int CLOCK_AT_START = 10;

  /** What the track holds. */
  TrackFormat format();

  /** When the next frame is complete, in nanoseconds since capturing started. */
  long due();

  /**
   * Makes the next frame.
   *
   * @param track the number of its track
   */
  Frame next(int track);

  /**
   * Gives up frames that nobody has read; times go on.
   *
   * @param nanos those that were complete before, in nanoseconds since capturing started
   * @return how many
   */
  long dropBefore(long nanos);
}
