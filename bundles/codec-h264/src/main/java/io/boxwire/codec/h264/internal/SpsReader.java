package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.bitstream.BitReader;
import io.boxwire.codec.h264.internal.Sps.OrderSyntax;
import java.nio.ByteBuffer;

/** Reads sequence parameter sets (ITU-T H.264 7.3.2.1). */
final class SpsReader {
  static final int MAX_ID = 31;

  private static final int MAX_FRAME_NUM_BITS = 16;
  private static final int MAX_MACROBLOCKS = 4095; // sides of up to 65520 samples
  private static final int MAX_REF_FRAMES_IN_CYCLE = 255;

  private SpsReader() {}

  /** Reads a NAL unit of type 7, from position to limit. */
  static Sps read(ByteBuffer nal) throws MediaException {
    BitReader in = BitReader.ofNalUnit(nal, nal.position(), nal.remaining());
    in.skip(8); // NAL unit header
    int profile = in.bits(8);
    int constraints = in.bits(8);
    int level = in.bits(8);
    int id = in.ue(MAX_ID, "seq_parameter_set_id");
    int chroma = 1;
    boolean separatePlanes = false;
    int lumaDepth = 8;
    int chromaDepth = 8;
    if (Sps.tellsChroma(profile)) {
      chroma = in.ue(3, "chroma_format_idc");
      separatePlanes = chroma == 3 && in.flag();
      lumaDepth = 8 + in.ue(6, "bit_depth_luma_minus8");
      chromaDepth = 8 + in.ue(6, "bit_depth_chroma_minus8");
      in.skip(1); // qpprime_y_zero_transform_bypass_flag
      if (in.flag()) { // seq_scaling_matrix_present_flag
        skipScalingLists(in, chroma == 3 ? 12 : 8);
      }
    }
    int frameNumBits = 4 + in.ue(MAX_FRAME_NUM_BITS - 4, "log2_max_frame_num_minus4");
    OrderSyntax order = readOrder(in);
    int refFrames = in.ue();
    in.skip(1); // gaps_in_frame_num_value_allowed_flag
    int mbWidth = 1 + in.ue(MAX_MACROBLOCKS - 1, "pic_width_in_mbs_minus1");
    int mapUnits = 1 + in.ue(MAX_MACROBLOCKS - 1, "pic_height_in_map_units_minus1");
    boolean framesOnly = in.flag();
    int mbHeight = framesOnly ? mapUnits : mapUnits * 2;
    if (mbHeight > MAX_MACROBLOCKS) {
      throw MediaException.of(Code.MALFORMED, "a frame is " + mbHeight + " macroblocks high");
    }
    if (!framesOnly) {
      in.skip(1); // mb_adaptive_frame_field_flag
    }
    in.skip(1); // direct_8x8_inference_flag
    int chromaArrayType = separatePlanes ? 0 : chroma;
    int width = mbWidth * 16;
    int height = mbHeight * 16;
    if (in.flag()) { // frame_cropping_flag
      int unitX = chromaArrayType == 1 || chromaArrayType == 2 ? 2 : 1;
      int unitY = (chromaArrayType == 1 ? 2 : 1) * (framesOnly ? 1 : 2);
      width = cropped(in, width, unitX);
      height = cropped(in, height, unitY);
    }
    return new Sps(
        id,
        profile,
        constraints,
        level,
        chroma,
        separatePlanes,
        lumaDepth,
        chromaDepth,
        frameNumBits,
        order,
        refFrames,
        framesOnly,
        mbWidth,
        mbHeight,
        width,
        height,
        readVui(in));
  }

  /** Reads two offsets, in units of so many samples, and takes them off a side. */
  private static int cropped(BitReader in, int side, int unit) throws MediaException {
    long off = ((long) in.ue() + in.ue()) * unit;
    if (off >= side) {
      throw MediaException.of(Code.MALFORMED, "cropping takes " + off + " samples of " + side);
    }
    return side - (int) off;
  }

  private static OrderSyntax readOrder(BitReader in) throws MediaException {
    int type = in.ue(2, "pic_order_cnt_type");
    if (type == 0) {
      int lsbBits = 4 + in.ue(12, "log2_max_pic_order_cnt_lsb_minus4");
      return new OrderSyntax(type, lsbBits, false, 0, 0, new int[0]);
    }
    if (type == 2) {
      return new OrderSyntax(type, 0, false, 0, 0, new int[0]);
    }
    boolean deltaAlwaysZero = in.flag();
    int offsetForNonRef = in.se();
    int offsetTopToBottom = in.se();
    int[] offsets =
        new int[in.ue(MAX_REF_FRAMES_IN_CYCLE, "num_ref_frames_in_pic_order_cnt_cycle")];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = in.se();
    }
    return new OrderSyntax(type, 0, deltaAlwaysZero, offsetForNonRef, offsetTopToBottom, offsets);
  }

  /** {@code scaling_list()} (7.3.2.1.1.1), of which only the end matters. */
  private static void skipScalingLists(BitReader in, int lists) throws MediaException {
    for (int list = 0; list < lists; list++) {
      if (!in.flag()) {
        continue;
      }
      int next = 8;
      for (int i = list < 6 ? 16 : 64; i > 0 && next != 0; i--) {
        next = next + in.se() + 256 & 0xFF;
      }
    }
  }

  private static Vui readVui(BitReader in) throws MediaException {
    if (!in.flag()) { // vui_parameters_present_flag
      return Vui.NONE;
    }
    try {
      return Vui.read(in);
    } catch (MediaException e) {
      // Some encoders cut it short or fill it wrongly. No decoder needs it, so neither do we.
      return Vui.NONE;
    }
  }
}
