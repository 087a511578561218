package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.AssemblerOptions;
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
    boolean fieldPair =
        vui.frameFieldInfo()
            && pictureStructure >= FIRST_FIELD_PAIR
            && pictureStructure <= LAST_FIELD_PAIR;
    long ticks = Math.max(1, vui.hrd().fixedTicks()) * (fieldPair ? 2L : 1L);
    return FrameTicks.choose(options, timing.timeScale(), timing.unitsInTick() * ticks);
  }
}
