package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;

/**
 * What matters here of {@code hrd_parameters} (ITU-T H.265 E.2.2).
 *
 * @param fixedTicks clock ticks from one picture to the next, for the highest sub-layer; 0 if they
 *     are not promised to be always the same
 */
record Hrd(int fixedTicks) {
  private static final int MOST_CPBS_MINUS_1 = 31;
  private static final int MOST_TICKS_MINUS_1 = 2047;

  /** The structure left out: nothing is promised. */
  static final Hrd NONE = new Hrd(0);

  /**
   * Reads the structure with its common part.
   *
   * @param in stands at {@code nal_hrd_parameters_present_flag}
   * @param maxSubLayersMinus1 0 to 6
   */
  static Hrd read(BitReader in, int maxSubLayersMinus1) throws MediaException {
    boolean nal = in.flag();
    boolean vcl = in.flag();
    boolean subPicture = false;
    if (nal || vcl) {
      subPicture = in.flag();
      if (subPicture) {
        in.skip(8 + 5 + 1 + 5); // tick divisor, delay lengths, where the parameters lie
      }
      in.skip(4 + 4 + (subPicture ? 4 : 0)); // scales
      in.skip(5 + 5 + 5); // delay lengths
    }
    int fixedTicks = 0;
    for (int i = 0; i <= maxSubLayersMinus1; i++) {
      boolean general = in.flag();
      boolean withinSequence = general || in.flag();
      boolean lowDelay = false;
      fixedTicks = 0;
      if (withinSequence) {
        fixedTicks = in.ue(MOST_TICKS_MINUS_1, "elemental_duration_in_tc_minus1") + 1;
      } else {
        lowDelay = in.flag();
      }
      int cpbs = lowDelay ? 1 : in.ue(MOST_CPBS_MINUS_1, "cpb_cnt_minus1") + 1;
      skipSubLayer(in, (nal ? cpbs : 0) + (vcl ? cpbs : 0), subPicture);
    }
    return new Hrd(fixedTicks);
  }

  private static void skipSubLayer(BitReader in, int cpbs, boolean subPicture)
      throws MediaException {
    for (int i = 0; i < cpbs; i++) {
      for (int values = subPicture ? 4 : 2; values > 0; values--) {
        in.ue();
      }
      in.skip(1); // cbr_flag
    }
  }
}
