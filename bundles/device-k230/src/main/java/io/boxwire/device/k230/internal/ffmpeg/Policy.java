package io.boxwire.device.k230.internal.ffmpeg;

import java.time.Duration;

/**
 * How a child is watched, and what is done when it ends or is stuck.
 *
 * @param start how long it may take until its first frames
 * @param stall how long it may deliver nothing afterwards
 * @param restart after which ends it is started again
 * @param attempts how many times in a row
 * @param least the first wait before that
 * @param most the longest wait
 */
record Policy(
    Duration start, Duration stall, Restart restart, int attempts, Duration least, Duration most) {

  /** After which ends a child is started again. */
  enum Restart {
    /** After each. */
    ALWAYS,
    /** Not after one with status 0: that is the end of the media. */
    FAILURE,
    /** After none. */
    NEVER
  }

  Backoff backoff() {
    return new Backoff(attempts, least, most);
  }
}
