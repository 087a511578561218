package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.codec.AssemblerOptions.FrameRate;
import io.boxwire.bitstream.FrameTicks;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The frame rate of a raw stream: the one asked for, else that of the usability information, else
 * 25 frames a second.
 */
final class FrameRateChoice {
  private static final int DEFAULT_RATE = 25;

  /** More frames a second than any camera has: such a rate is a mistake in the headers. */
  private static final int MOST = 1000;

  private final Optional<FrameRate> asked;

  FrameRateChoice(Optional<FrameRate> asked) {
    this.asked = asked;
  }

  /**
   * Decides.
   *
   * @param sps the first parameter set in use
   * @param timescale the timescale wanted, if any
   * @throws MediaException {@code BAD_REQUEST} if the timescale is too coarse for the rate
   */
  FrameTicks ticks(Sps sps, OptionalInt timescale) throws MediaException {
    long frames = DEFAULT_RATE;
    long seconds = 1;
    // A tick is the time of a field (E.2.1).
    long unitsInFrame = 2 * sps.vui().unitsInTick();
    if (asked.isPresent()) {
      frames = asked.get().numerator();
      seconds = asked.get().denominator();
    } else if (unitsInFrame > 0
        && sps.vui().timeScale() > 0
        && sps.vui().timeScale() <= MOST * unitsInFrame) {
      frames = sps.vui().timeScale();
      seconds = unitsInFrame;
    }
    FrameTicks ticks = FrameTicks.ofRate(frames, seconds);
    if (timescale.isEmpty()) {
      return ticks;
    }
    if ((double) timescale.getAsInt() * seconds < frames) {
      throw MediaException.of(
          Code.BAD_REQUEST,
          "a timescale of "
              + timescale.getAsInt()
              + " is too coarse for "
              + frames
              + "/"
              + seconds
              + " frames a second");
    }
    return ticks.in(timescale.getAsInt());
  }
}
