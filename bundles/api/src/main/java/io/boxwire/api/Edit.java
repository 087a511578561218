package io.boxwire.api;

/**
 * One entry of an edit list (ISO/IEC 14496-12:2022 8.6.6).
 *
 * @param duration how long it lasts, in ticks of the movie's timescale; 0 in a fragmented file
 *     means "to the end"
 * @param mediaTime where in the media it starts, in ticks of the track's timescale; -1 for an empty
 *     edit
 * @param rate the media rate as 16.16 fixed point; {@code 0x10000} is normal, 0 a dwell
 */
public record Edit(long duration, long mediaTime, int rate) {
  /** The media rate of normal playback. */
  public static final int NORMAL_RATE = 0x10000;

  /** The media time of an empty edit. */
  public static final long EMPTY = -1;

  /**
   * Says whether nothing is shown during this edit.
   *
   * @return true for an empty edit
   */
  public boolean empty() {
    return mediaTime == EMPTY;
  }
}
