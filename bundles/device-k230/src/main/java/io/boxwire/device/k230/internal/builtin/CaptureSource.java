package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.Frame;
import io.boxwire.api.TrackFormat;

/** Makes the frames of one track, without end. Used by one thread at a time. */
interface CaptureSource {
  /** Where the capture clock of every track stands when capturing starts, in seconds. */
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
}
