package io.boxwire.codec.h264.internal;

import java.util.OptionalInt;

/**
 * A sequence parameter set (ITU-T H.264 7.4.2.1), as far as it is needed.
 *
 * @param id {@code seq_parameter_set_id}
 * @param profile {@code profile_idc}
 * @param constraints the byte of {@code constraint_setN_flag}
 * @param level {@code level_idc}
 * @param chroma {@code chroma_format_idc}, 0 to 3
 * @param separatePlanes {@code separate_colour_plane_flag}
 * @param lumaDepth bits of a luma sample
 * @param chromaDepth bits of a chroma sample
 * @param frameNumBits bits of {@code frame_num}
 * @param order how picture order counts are coded
 * @param refFrames {@code max_num_ref_frames}
 * @param framesOnly {@code frame_mbs_only_flag}
 * @param mbWidth macroblocks in a row
 * @param mbHeight macroblock rows in a frame
 * @param width picture width after cropping
 * @param height frame height after cropping
 * @param vui usability information
 */
record Sps(
    int id,
    int profile,
    int constraints,
    int level,
    int chroma,
    boolean separatePlanes,
    int lumaDepth,
    int chromaDepth,
    int frameNumBits,
    OrderSyntax order,
    int refFrames,
    boolean framesOnly,
    int mbWidth,
    int mbHeight,
    int width,
    int height,
    Vui vui) {

  private static final int CONSTRAINT_SET_3 = 0x10;

  /**
   * How picture order counts are coded.
   *
   * @param type {@code pic_order_cnt_type}, 0 to 2
   * @param lsbBits type 0: bits of {@code pic_order_cnt_lsb}
   * @param deltaAlwaysZero type 1: {@code delta_pic_order_always_zero_flag}
   * @param offsetForNonRef type 1: {@code offset_for_non_ref_pic}
   * @param offsetTopToBottom type 1: {@code offset_for_top_to_bottom_field}
   * @param offsets type 1: {@code offset_for_ref_frame}
   */
  record OrderSyntax(
      int type,
      int lsbBits,
      boolean deltaAlwaysZero,
      int offsetForNonRef,
      int offsetTopToBottom,
      int[] offsets) {}

  /** {@code ChromaArrayType} (7.4.2.1.1). */
  int chromaArrayType() {
    return separatePlanes ? 0 : chroma;
  }

  /** Whether profile and decoder configuration record tell chroma format and bit depths. */
  boolean tellsChroma() {
    return tellsChroma(profile);
  }

  /** The same, by {@code profile_idc} (7.3.2.1.1). */
  static boolean tellsChroma(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  /**
   * How many pictures may precede one in decoding order and follow it in output order, where the
   * set tells: {@code max_num_reorder_frames}, or what it is inferred to be (E.2.1).
   *
   * @return empty if nothing but the level sets a limit
   */
  OptionalInt reorderDepth() {
    if (order.type == 2) {
      return OptionalInt.of(0);
    }
    if (vui.reorderFrames().isPresent()) {
      return vui.reorderFrames();
    }
    boolean intraOnly =
        switch (profile) {
          case 44, 86, 100, 110, 122, 244 -> (constraints & CONSTRAINT_SET_3) != 0;
          default -> false;
        };
    return intraOnly ? OptionalInt.of(0) : OptionalInt.empty();
  }

  /** Whether level_idc 11 means level 1b (A.3.4.1). */
  boolean isLevel1b() {
    boolean old = profile == 66 || profile == 77 || profile == 88;
    return level == 9 || old && level == 11 && (constraints & CONSTRAINT_SET_3) != 0;
  }
}
