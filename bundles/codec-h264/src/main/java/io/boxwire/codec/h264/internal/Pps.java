package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;

/**
 * A picture parameter set (ITU-T H.264 7.3.2.2), as far as slice headers need it.
 *
 * @param id {@code pic_parameter_set_id}
 * @param spsId {@code seq_parameter_set_id}
 * @param cabac {@code entropy_coding_mode_flag}
 * @param fieldOrderInFrame {@code bottom_field_pic_order_in_frame_present_flag}
 * @param refs0 {@code num_ref_idx_l0_default_active_minus1} + 1
 * @param refs1 {@code num_ref_idx_l1_default_active_minus1} + 1
 * @param weightedPrediction {@code weighted_pred_flag}
 * @param weightedBiprediction {@code weighted_bipred_idc}
 * @param redundantCount {@code redundant_pic_cnt_present_flag}
 */
record Pps(
    int id,
    int spsId,
    boolean cabac,
    boolean fieldOrderInFrame,
    int refs0,
    int refs1,
    boolean weightedPrediction,
    int weightedBiprediction,
    boolean redundantCount) {

  static final int MAX_ID = 255;
  static final int MAX_REFS = 32;

  private static final int MAX_SLICE_GROUPS = 8;

  /** Reads a NAL unit of type 8, from position to limit. */
  static Pps read(ByteBuffer nal) throws MediaException {
    BitReader in = BitReader.ofNalUnit(nal, nal.position(), nal.remaining());
    in.skip(8); // NAL unit header
    int id = in.ue(MAX_ID, "pic_parameter_set_id");
    int spsId = in.ue(SpsReader.MAX_ID, "seq_parameter_set_id");
    boolean cabac = in.flag();
    boolean fieldOrderInFrame = in.flag();
    int sliceGroups = 1 + in.ue(MAX_SLICE_GROUPS - 1, "num_slice_groups_minus1");
    if (sliceGroups > 1) {
      skipSliceGroups(in, sliceGroups);
    }
    int refs0 = 1 + in.ue(MAX_REFS - 1, "num_ref_idx_l0_default_active_minus1");
    int refs1 = 1 + in.ue(MAX_REFS - 1, "num_ref_idx_l1_default_active_minus1");
    boolean weightedPrediction = in.flag();
    int weightedBiprediction = in.bits(2);
    in.se(); // pic_init_qp_minus26
    in.se(); // pic_init_qs_minus26
    in.se(); // chroma_qp_index_offset
    in.skip(2); // deblocking_filter_control_present_flag, constrained_intra_pred_flag
    boolean redundantCount = in.flag();
    return new Pps(
        id,
        spsId,
        cabac,
        fieldOrderInFrame,
        refs0,
        refs1,
        weightedPrediction,
        weightedBiprediction,
        redundantCount);
  }

  private static void skipSliceGroups(BitReader in, int groups) throws MediaException {
    int mapType = in.ue(6, "slice_group_map_type");
    switch (mapType) {
      case 0 -> {
        for (int i = 0; i < groups; i++) {
          in.ue(); // run_length_minus1
        }
      }
      case 2 -> {
        for (int i = 0; i < groups - 1; i++) {
          in.ue(); // top_left
          in.ue(); // bottom_right
        }
      }
      case 3, 4, 5 -> {
        in.skip(1); // slice_group_change_direction_flag
        in.ue(); // slice_group_change_rate_minus1
      }
      case 6 -> {
        long units = 1L + in.ue(); // pic_size_in_map_units_minus1
        in.skip(units * (32 - Integer.numberOfLeadingZeros(groups - 1))); // slice_group_id
      }
      default -> {} // 1: dispersed, needs nothing
    }
  }
}
