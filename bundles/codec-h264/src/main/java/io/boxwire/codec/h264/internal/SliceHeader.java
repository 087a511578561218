package io.boxwire.codec.h264.internal;

/**
 * The head of a slice header (ITU-T H.264 7.4.3), as far as picture borders and order need it.
 *
 * @param sps the sequence parameter set in use
 * @param ppsId {@code pic_parameter_set_id}
 * @param idr whether {@code nal_unit_type} is 5
 * @param refIdc {@code nal_ref_idc}
 * @param firstMb {@code first_mb_in_slice}
 * @param type {@code slice_type} modulo 5: P, B, I, SP, SI
 * @param plane {@code colour_plane_id}
 * @param frameNum {@code frame_num}
 * @param field {@code field_pic_flag}
 * @param bottom {@code bottom_field_flag}
 * @param idrPicId {@code idr_pic_id}
 * @param orderLsb {@code pic_order_cnt_lsb}
 * @param orderDeltaBottom {@code delta_pic_order_cnt_bottom}
 * @param orderDelta0 {@code delta_pic_order_cnt[0]}
 * @param orderDelta1 {@code delta_pic_order_cnt[1]}
 * @param redundantCount {@code redundant_pic_cnt}
 * @param resetsOrder whether a memory management control operation is 5
 */
record SliceHeader(
    Sps sps,
    int ppsId,
    boolean idr,
    int refIdc,
    int firstMb,
    int type,
    int plane,
    int frameNum,
    boolean field,
    boolean bottom,
    int idrPicId,
    int orderLsb,
    int orderDeltaBottom,
    int orderDelta0,
    int orderDelta1,
    int redundantCount,
    boolean resetsOrder) {

  static final int P = 0;
  static final int B = 1;
  static final int I = 2;
  static final int SP = 3;
  static final int SI = 4;

  /** Whether the slice refers to no other picture. */
  boolean intra() {
    return type == I || type == SI;
  }

  /**
   * Whether this slice is the first of another primary coded picture than the one that the slice
   * before it belongs to (7.4.1.2.4).
   */
  boolean beginsPictureAfter(SliceHeader last) {
    return frameNum != last.frameNum
        || ppsId != last.ppsId
        || sps != last.sps
        || field != last.field
        || bottom != last.bottom
        || (refIdc == 0) != (last.refIdc == 0)
        || orderLsb != last.orderLsb
        || orderDeltaBottom != last.orderDeltaBottom
        || orderDelta0 != last.orderDelta0
        || orderDelta1 != last.orderDelta1
        || idr != last.idr
        || idr && idrPicId != last.idrPicId;
  }

  /**
   * Whether this picture is the second field of the frame whose first field is given (3.30, 3.31).
   * A second field that is not for reference after one that is counts as well: it has the frame
   * number of the first only if they are of one frame (7.4.3).
   */
  boolean secondFieldOf(SliceHeader first) {
    return field
        && first.field
        && bottom != first.bottom
        && frameNum == first.frameNum
        && !idr
        && !resetsOrder
        && (refIdc == 0 || first.refIdc != 0);
  }
}
