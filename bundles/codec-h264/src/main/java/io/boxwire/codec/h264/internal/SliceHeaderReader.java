package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;

/**
 * Reads slice headers (ITU-T H.264 7.3.3) up to the memory management control operations, the last
 * part that has a bearing on picture order.
 *
 * <p>What most readers want to know of most slices is asked of the reader itself, which is made
 * once: {@link #sps}, {@link #idr}, {@link #intra}, {@link #field} of the slice read last.
 */
final class SliceHeaderReader {
  private static final int MAX_SLICE_TYPE = 9;
  private static final int MAX_IDR_PIC_ID = 65_535;
  private static final int MAX_REDUNDANT_COUNT = 127;
  private static final int RESET_OPERATION = 5;

  /** More list modifications or operations than any picture can have. */
  private static final int MAX_OPERATIONS = 66;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final BitReader in = BitReader.ofNalUnit(NOTHING, 0, 0);
  private ParameterSetStore sets;

  private Sps sps;
  private Pps pps;
  private boolean idr;
  private int refIdc;
  private int firstMb;
  private int type;
  private int plane;
  private int frameNum;
  private boolean field;
  private boolean bottom;
  private int idrPicId;
  private int lsb;
  private int deltaBottom;
  private int delta0;
  private int delta1;
  private int redundantCount;
  private boolean resetsOrder;

  private PictureKind ordinary;

  SliceHeaderReader(ParameterSetStore sets) {
    this.sets = sets;
  }

  /** Uses other parameter sets from here on. */
  void use(ParameterSetStore others) {
    sets = others;
  }

  /**
   * Reads a slice header.
   *
   * @param buffer holds the NAL unit, of type 1, 2 or 5
   * @param offset index of its header
   * @param length its bytes
   * @throws MediaException {@code MALFORMED} if it breaks the syntax or names parameter sets that
   *     are not there, {@code TRUNCATED} if it ends too soon
   */
  SliceHeader read(ByteBuffer buffer, int offset, int length) throws MediaException {
    parse(buffer, offset, length);
    return header();
  }

  /** Reads a slice header as {@link #read}, and keeps it here. */
  void parse(ByteBuffer buffer, int offset, int length) throws MediaException {
    in.readNalUnit(buffer, offset, length);
    try {
      parse();
    } finally {
      // The payload is the caller's; between two slices nothing here keeps it from being collected.
      in.readNalUnit(NOTHING, 0, 0);
    }
  }

  private void parse() throws MediaException {
    int nalHeader = in.bits(8);
    int nalType = NalType.of(nalHeader);
    idr = nalType == NalType.IDR_SLICE;
    refIdc = NalType.refIdc(nalHeader);
    firstMb = in.ue();
    type = in.ue(MAX_SLICE_TYPE, "slice_type") % 5;
    pps = pps(in.ue(Pps.MAX_ID, "pic_parameter_set_id"));
    sps = sps(pps.spsId());
    plane = sps.separatePlanes() ? in.bits(2) : 0;
    frameNum = in.bits(sps.frameNumBits());
    field = !sps.framesOnly() && in.flag();
    bottom = field && in.flag();
    idrPicId = idr ? in.ue(MAX_IDR_PIC_ID, "idr_pic_id") : 0;
    lsb = 0;
    deltaBottom = 0;
    delta0 = 0;
    delta1 = 0;
    boolean deltaForBottom = pps.fieldOrderInFrame() && !field;
    if (sps.order().type() == 0) {
      lsb = in.bits(sps.order().lsbBits());
      deltaBottom = deltaForBottom ? in.se() : 0;
    } else if (sps.order().type() == 1 && !sps.order().deltaAlwaysZero()) {
      delta0 = in.se();
      delta1 = deltaForBottom ? in.se() : 0;
    }
    redundantCount = pps.redundantCount() ? in.ue(MAX_REDUNDANT_COUNT, "redundant_pic_cnt") : 0;
    resetsOrder = !idr && refIdc != 0 && readsReset(in, type, pps, sps);
  }

  /** The sequence parameter set that the slice uses. */
  Sps sps() {
    return sps;
  }

  /** Whether the slice is of an IDR picture. */
  boolean idr() {
    return idr;
  }

  /** Whether the slice refers to no other picture. */
  boolean intra() {
    return type == SliceHeader.I || type == SliceHeader.SI;
  }

  /** Whether the slice is of one field of a frame. */
  boolean field() {
    return field;
  }

  /** The kind of most pictures: nothing can be decoded from there. Made once for each set. */
  PictureKind ordinary() {
    if (ordinary == null || ordinary.sps() != sps) {
      ordinary = new PictureKind(sps, RandomAccess.NONE, 0);
    }
    return ordinary;
  }

  /** All that is known of the slice. */
  SliceHeader header() {
    return new SliceHeader(
        sps,
        pps.id(),
        idr,
        refIdc,
        firstMb,
        type,
        plane,
        frameNum,
        field,
        bottom,
        idrPicId,
        lsb,
        deltaBottom,
        delta0,
        delta1,
        redundantCount,
        resetsOrder);
  }

  private Pps pps(int id) throws MediaException {
    Pps found = sets.pps(id);
    if (found == null) {
      throw MediaException.of(
          Code.MALFORMED, "a slice names picture parameter set " + id + ", which did not come");
    }
    return found;
  }

  private Sps sps(int id) throws MediaException {
    Sps found = sets.sps(id);
    if (found == null) {
      throw MediaException.of(
          Code.MALFORMED, "a slice needs sequence parameter set " + id + ", which did not come");
    }
    return found;
  }

  /** Reads on to {@code dec_ref_pic_marking()}; true if it holds operation 5. */
  private static boolean readsReset(BitReader in, int type, Pps pps, Sps sps)
      throws MediaException {
    if (type == SliceHeader.B) {
      in.skip(1); // direct_spatial_mv_pred_flag
    }
    boolean forward = type == SliceHeader.P || type == SliceHeader.SP || type == SliceHeader.B;
    int refs0 = pps.refs0();
    int refs1 = pps.refs1();
    if (forward && in.flag()) { // num_ref_idx_active_override_flag
      refs0 = 1 + in.ue(Pps.MAX_REFS - 1, "num_ref_idx_l0_active_minus1");
      if (type == SliceHeader.B) {
        refs1 = 1 + in.ue(Pps.MAX_REFS - 1, "num_ref_idx_l1_active_minus1");
      }
    }
    if (forward) {
      skipListModification(in);
    }
    if (type == SliceHeader.B) {
      skipListModification(in);
    }
    boolean weighted =
        type == SliceHeader.B
            ? pps.weightedBiprediction() == 1
            : forward && pps.weightedPrediction();
    if (weighted) {
      boolean chroma = sps.chromaArrayType() != 0;
      in.ue(); // luma_log2_weight_denom
      if (chroma) {
        in.ue(); // chroma_log2_weight_denom
      }
      skipWeights(in, refs0, chroma);
      skipWeights(in, type == SliceHeader.B ? refs1 : 0, chroma);
    }
    return in.flag() && hasReset(in); // adaptive_ref_pic_marking_mode_flag
  }

  /** {@code ref_pic_list_modification()} for one list (7.3.3.1). */
  private static void skipListModification(BitReader in) throws MediaException {
    if (!in.flag()) {
      return;
    }
    for (int i = 0; i <= MAX_OPERATIONS; i++) {
      if (in.ue(5, "modification_of_pic_nums_idc") == 3) {
        return;
      }
      in.ue(); // a picture number or index
    }
    throw MediaException.of(Code.MALFORMED, "a reference list modification has no end");
  }

  /** {@code pred_weight_table()} for one list (7.3.3.2). */
  private static void skipWeights(BitReader in, int refs, boolean chroma) throws MediaException {
    for (int i = 0; i < refs; i++) {
      if (in.flag()) { // luma_weight_flag
        in.se();
        in.se();
      }
      if (chroma && in.flag()) { // chroma_weight_flag
        for (int j = 0; j < 4; j++) {
          in.se();
        }
      }
    }
  }

  /** The operations of {@code dec_ref_pic_marking()} (7.3.3.3). */
  private static boolean hasReset(BitReader in) throws MediaException {
    for (int i = 0; i <= MAX_OPERATIONS; i++) {
      int operation = in.ue(6, "memory_management_control_operation");
      switch (operation) {
        case 0 -> {
          return false;
        }
        case RESET_OPERATION -> {
          return true;
        }
        case 3 -> {
          in.ue(); // difference_of_pic_nums_minus1
          in.ue(); // long_term_frame_idx
        }
        default -> in.ue(); // one number
      }
    }
    throw MediaException.of(Code.MALFORMED, "reference picture marking has no end");
  }
}
