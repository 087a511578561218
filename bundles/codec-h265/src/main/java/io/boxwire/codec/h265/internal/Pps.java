package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;

/**
 * A picture parameter set of the base layer, as far as slice headers and {@code parallelismType}
 * need it (ITU-T H.265 7.3.2.3). Immutable.
 *
 * @param id {@code pps_pic_parameter_set_id}, 0 to 63
 * @param spsId {@code pps_seq_parameter_set_id}, 0 to 15
 * @param outputFlagPresent {@code output_flag_present_flag}
 * @param extraSliceHeaderBits {@code num_extra_slice_header_bits}
 * @param tiles {@code tiles_enabled_flag}
 * @param wavefronts {@code entropy_coding_sync_enabled_flag}
 */
record Pps(
    int id,
    int spsId,
    boolean outputFlagPresent,
    int extraSliceHeaderBits,
    boolean tiles,
    boolean wavefronts) {
  static final int MOST_ID = 63;

  /**
   * Reads a NAL unit.
   *
   * @param nal the NAL unit, header included, from position to limit; not changed
   */
  static Pps read(ByteBuffer nal) throws MediaException {
    BitReader in = Rbsp.of(nal);
    int id = in.ue(MOST_ID, "pps_pic_parameter_set_id");
    int spsId = in.ue(Sps.MOST_ID, "pps_seq_parameter_set_id");
    in.skip(1); // dependent_slice_segments_enabled_flag
    boolean outputFlagPresent = in.flag();
    int extraBits = in.bits(3);
    in.skip(2); // sign_data_hiding_enabled_flag, cabac_init_present_flag
    in.ue(); // num_ref_idx_l0_default_active_minus1
    in.ue(); // num_ref_idx_l1_default_active_minus1
    in.se(); // init_qp_minus26
    in.skip(2); // constrained_intra_pred_flag, transform_skip_enabled_flag
    if (in.flag()) { // cu_qp_delta_enabled_flag
      in.ue(); // diff_cu_qp_delta_depth
    }
    in.se(); // pps_cb_qp_offset
    in.se(); // pps_cr_qp_offset
    in.skip(4); // chroma offsets in slices, weighted prediction, transquant bypass
    return new Pps(id, spsId, outputFlagPresent, extraBits, in.flag(), in.flag());
  }
}
