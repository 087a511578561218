package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.AssemblerOptions.FrameRate;
import io.boxwire.bitstream.FrameTicks;
import java.nio.ByteBuffer;

/**
 * Finds the frame rate of a raw stream: what the caller says, else the clock in the VUI, else that
 * in the VPS, else 25 a second.
 *
 * <p>A picture lasts one tick of the clock (a field, where fields are coded as pictures), or as
 * many as the hypothetical decoder's parameters promise; a picture of two fields lasts two (ITU-T
 * H.265 table E.7, {@code DeltaToDivisor}), which {@code pic_struct} of the first picture timing
 * SEI tells.
 */
final class FrameRateChoice implements Sei.Receiver {
  private static final FrameRate DEFAULT = new FrameRate(25, 1);

  /** A clock that gives more frames a second than this is taken for a mistake. */
  private static final int MOST_FRAMES_A_SECOND = 1000;

  /** {@code pic_struct} of two fields in one picture, with or without a repeated one: 3 to 6. */
  private static final int FIRST_FIELD_PAIR = 3;

  private static final int LAST_FIELD_PAIR = 6;

  private static final int NONE = -1;

  private int pictureStructure = NONE;

  @Override
  public void message(int type, ByteBuffer payload) {
    // The first four bits are pic_struct only if the VUI says so, which choose() looks at.
    if (type == Sei.PICTURE_TIMING && pictureStructure == NONE && payload.hasRemaining()) {
      pictureStructure = payload.get(payload.position()) >> 4 & 0xf;
    }
  }

  /**
   * The times of a stream whose first picture has come.
   *
   * @throws MediaException {@code BAD_REQUEST} if the timescale asked for is too coarse
   */
  FrameTicks choose(AssemblerOptions options, Sps sps, Timing vpsTiming) throws MediaException {
    Vui vui = sps.vui();
    Timing timing = vui.timing().known() ? vui.timing() : vpsTiming;
    if (options.frameRate().isPresent() || !timing.known()) {
      return chooseBlindly(options);
    }
    boolean fieldPair =
        vui.frameFieldInfo()
            && pictureStructure >= FIRST_FIELD_PAIR
            && pictureStructure <= LAST_FIELD_PAIR;
    long ticks = Math.max(1, vui.hrd().fixedTicks()) * (fieldPair ? 2L : 1L);
    long duration = timing.unitsInTick() * ticks;
    if (timing.timeScale() / duration > MOST_FRAMES_A_SECOND) {
      return chooseBlindly(options);
    }
    return inWanted(FrameTicks.ofRate(timing.timeScale(), duration), options);
  }

  private static FrameTicks chooseBlindly(AssemblerOptions options) throws MediaException {
    FrameRate rate = options.frameRate().orElse(DEFAULT);
    return inWanted(FrameTicks.ofRate(rate.numerator(), rate.denominator()), options);
  }

  private static FrameTicks inWanted(FrameTicks ticks, AssemblerOptions options)
      throws MediaException {
    if (options.timescale().isEmpty()) {
      return ticks;
    }
    FrameTicks wanted = ticks.in(options.timescale().getAsInt());
    if (wanted.ticks(wanted.frameDuration()) == 0) {
      throw MediaException.of(
          Code.BAD_REQUEST,
          "a timescale of " + wanted.timescale() + " is too coarse for the frame rate");
    }
    return wanted;
  }
}
