package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;

/**
 * A sequence parameter set of the base layer as far as container and timing need it (ITU-T H.265
 * 7.3.2.2). The extensions behind the VUI (range, multilayer, 3D, screen content) change none of
 * these values and are not read. Immutable.
 *
 * @param id {@code sps_seq_parameter_set_id}, 0 to 15
 * @param vpsId {@code sps_video_parameter_set_id}, 0 to 15
 * @param subLayers temporal sub-layers, 1 to 7
 * @param temporalIdNesting {@code sps_temporal_id_nesting_flag}
 * @param profile profile, tier and level
 * @param chromaFormat {@code chroma_format_idc}, 0 (monochrome) to 3 (4:4:4)
 * @param separatePlanes {@code separate_colour_plane_flag}
 * @param width luma samples within the conformance window, at least 1
 * @param height luma samples within the conformance window, at least 1
 * @param bitDepthLuma 8 to 16
 * @param bitDepthChroma 8 to 16
 * @param orderCountBits bits in {@code slice_pic_order_cnt_lsb}, 4 to 16
 * @param reorderDepth {@code sps_max_num_reorder_pics} of the highest sub-layer, 0 to 16
 * @param vui usability information
 */
record Sps(
    int id,
    int vpsId,
    int subLayers,
    boolean temporalIdNesting,
    ProfileTierLevel profile,
    int chromaFormat,
    boolean separatePlanes,
    int width,
    int height,
    int bitDepthLuma,
    int bitDepthChroma,
    int orderCountBits,
    int reorderDepth,
    Vui vui) {
  static final int MOST_ID = 15;

  private static final int MOST_SUB_LAYERS_MINUS_1 = 6;
  private static final int MOST_SIZE = 1 << 16;
  private static final int MOST_PICTURES = 16;
  private static final int MOST_LONG_TERM = 32;

  /**
   * Reads a NAL unit.
   *
   * @param nal the NAL unit, header included, from position to limit; not changed
   */
  static Sps read(ByteBuffer nal) throws MediaException {
    BitReader in = Rbsp.of(nal);
    int vpsId = in.bits(4);
    int maxSubLayersMinus1 = in.bits(3);
    if (maxSubLayersMinus1 > MOST_SUB_LAYERS_MINUS_1) {
      throw MediaException.of(Code.MALFORMED, "sps_max_sub_layers_minus1 is 7, the most is 6");
    }
    boolean nesting = in.flag();
    ProfileTierLevel profile = ProfileTierLevel.read(in, maxSubLayersMinus1);
    int id = in.ue(MOST_ID, "sps_seq_parameter_set_id");
    int chromaFormat = in.ue(3, "chroma_format_idc");
    boolean separatePlanes = chromaFormat == 3 && in.flag();
    int codedWidth = in.ue(MOST_SIZE, "pic_width_in_luma_samples");
    int codedHeight = in.ue(MOST_SIZE, "pic_height_in_luma_samples");
    int width = codedWidth;
    int height = codedHeight;
    if (in.flag()) { // conformance_window_flag
      // Table 6-1: the window is counted in chroma samples where chroma is subsampled.
      int unitX = chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
      int unitY = chromaFormat == 1 ? 2 : 1;
      width -= unitX * (in.ue(codedWidth, "left offset") + in.ue(codedWidth, "right offset"));
      height -= unitY * (in.ue(codedHeight, "top offset") + in.ue(codedHeight, "bottom offset"));
    }
    if (width < 1 || height < 1) {
      throw MediaException.of(Code.MALFORMED, "a picture size of " + width + "x" + height);
    }
    int bitDepthLuma = 8 + in.ue(8, "bit_depth_luma_minus8");
    int bitDepthChroma = 8 + in.ue(8, "bit_depth_chroma_minus8");
    int orderCountBits = 4 + in.ue(12, "log2_max_pic_order_cnt_lsb_minus4");
    int reorderDepth = readReorderDepth(in, maxSubLayersMinus1);
    skipCodingTools(in);
    ShortTermRefPicSets.read(in);
    if (in.flag()) { // long_term_ref_pics_present_flag
      int pictures = in.ue(MOST_LONG_TERM, "num_long_term_ref_pics_sps");
      in.skip((long) pictures * (orderCountBits + 1));
    }
    in.skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
    Vui vui = in.flag() ? Vui.read(in, maxSubLayersMinus1) : Vui.NONE;
    return new Sps(
        id,
        vpsId,
        maxSubLayersMinus1 + 1,
        nesting,
        profile,
        chromaFormat,
        separatePlanes,
        width,
        height,
        bitDepthLuma,
        bitDepthChroma,
        orderCountBits,
        reorderDepth,
        vui);
  }

  /** Reads the sub-layers' buffer sizes; only one for all may be there. */
  private static int readReorderDepth(BitReader in, int maxSubLayersMinus1) throws MediaException {
    int depth = 0;
    for (int i = in.flag() ? 0 : maxSubLayersMinus1; i <= maxSubLayersMinus1; i++) {
      in.ue(MOST_PICTURES, "sps_max_dec_pic_buffering_minus1");
      depth = in.ue(MOST_PICTURES, "sps_max_num_reorder_pics");
      in.ue(); // sps_max_latency_increase_plus1
    }
    return depth;
  }

  /** From {@code log2_min_luma_coding_block_size_minus3} to the PCM part. */
  private static void skipCodingTools(BitReader in) throws MediaException {
    for (int i = 0; i < 6; i++) {
      in.ue(); // block sizes and hierarchy depths
    }
    if (in.flag() && in.flag()) { // scaling_list_enabled_flag, sps_scaling_list_data_present_flag
      ScalingLists.skip(in);
    }
    in.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
    if (in.flag()) { // pcm_enabled_flag
      in.skip(8);
      in.ue();
      in.ue();
      in.skip(1);
    }
  }
}
