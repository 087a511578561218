package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.bitstream.BitReader;

/**
 * The head of the first slice segment of a picture (ITU-T H.265 7.3.6.1). Immutable.
 *
 * @param sps the active sequence parameter set
 * @param orderCountLsb {@code slice_pic_order_cnt_lsb}, 0 for an IDR picture
 */
record SliceHeader(Sps sps, int orderCountLsb) {
  /**
   * Reads it.
   *
   * @param in stands behind the NAL unit header
   * @param nalType its type
   * @param sets the parameter sets that came before
   */
  static SliceHeader read(BitReader in, int nalType, ParameterSetTable sets) throws MediaException {
    if (!in.flag()) { // first_slice_segment_in_pic_flag
      throw MediaException.of(Code.MALFORMED, "a picture begins without its first slice segment");
    }
    if (NalType.isIrap(nalType)) {
      in.skip(1); // no_output_of_prior_pics_flag
    }
    Pps pps = sets.pps(in.ue(Pps.MOST_ID, "slice_pic_parameter_set_id"));
    Sps sps = sets.sps(pps.spsId());
    if (NalType.isIdr(nalType)) {
      return new SliceHeader(sps, 0);
    }
    in.skip(pps.extraSliceHeaderBits());
    in.ue(2, "slice_type");
    if (pps.outputFlagPresent()) {
      in.skip(1); // pic_output_flag
    }
    if (sps.separatePlanes()) {
      in.skip(2); // colour_plane_id
    }
    return new SliceHeader(sps, in.bits(sps.orderCountBits()));
  }
}
