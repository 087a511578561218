package io.boxwire.codec.h265.internal;

import java.nio.ByteBuffer;

/** NAL unit types and the fields of a NAL unit header (ITU-T H.265 7.3.1.2, table 7-1). */
final class NalType {
  /** Bytes in a NAL unit header. */
  static final int HEADER_SIZE = 2;

  static final int RADL_N = 6;
  static final int RASL_R = 9;
  static final int BLA_W_LP = 16;
  static final int BLA_N_LP = 18;
  static final int IDR_W_RADL = 19;
  static final int IDR_N_LP = 20;
  static final int CRA = 21;
  static final int VPS = 32;
  static final int SPS = 33;
  static final int PPS = 34;
  static final int AUD = 35;
  static final int EOS = 36;
  static final int EOB = 37;
  static final int PREFIX_SEI = 39;

  private static final int FIRST_SUB_LAYER_REFERENCE_FREE = 16;
  private static final int LAST_IRAP = 23;
  private static final int FIRST_NON_VCL = 32;

  private NalType() {}

  /** The type of the NAL unit whose header is at an index. */
  static int of(ByteBuffer buffer, int index) {
    return buffer.get(index) >> 1 & 0x3f;
  }

  /** {@code nuh_layer_id}: 0 for the base layer, others for scalable and multi-view extensions. */
  static int layer(ByteBuffer buffer, int index) {
    return (buffer.get(index) & 1) << 5 | (buffer.get(index + 1) & 0xff) >> 3;
  }

  /** {@code nuh_layer_id} of a NAL unit of its own buffer; 0 if it has no whole header. */
  static int layerOf(ByteBuffer nal) {
    return nal.remaining() < HEADER_SIZE ? 0 : layer(nal, nal.position());
  }

  /** {@code TemporalId}; -1 if the header has the forbidden value. */
  static int temporalId(ByteBuffer buffer, int index) {
    return (buffer.get(index + 1) & 7) - 1;
  }

  /** Whether it carries a slice segment, reserved slice types included. */
  static boolean isVcl(int type) {
    return type < FIRST_NON_VCL;
  }

  /** Whether the picture is an intra random access point: IDR, BLA, CRA or reserved as such. */
  static boolean isIrap(int type) {
    return type >= BLA_W_LP && type <= LAST_IRAP;
  }

  static boolean isIdr(int type) {
    return type == IDR_W_RADL || type == IDR_N_LP;
  }

  static boolean isBla(int type) {
    return type >= BLA_W_LP && type <= BLA_N_LP;
  }

  /** Whether the picture is a leading one: RADL or RASL. */
  static boolean isLeading(int type) {
    return type >= RADL_N && type <= RASL_R;
  }

  /** Whether no picture of the same sub-layer refers to it: the even types below 16. */
  static boolean isSubLayerNonReference(int type) {
    return type < FIRST_SUB_LAYER_REFERENCE_FREE && (type & 1) == 0;
  }

  /** Whether it is a video, sequence or picture parameter set. */
  static boolean isParameterSet(int type) {
    return type >= VPS && type <= PPS;
  }

  /**
   * Whether the first such unit behind a slice begins an access unit (ITU-T H.265 7.4.2.4.4). A
   * suffix SEI, an end of sequence or bitstream and filler data do not: they belong to what they
   * follow.
   */
  static boolean beginsAccessUnit(int type) {
    return (type >= VPS && type <= AUD)
        || type == PREFIX_SEI
        || (type >= 41 && type <= 44)
        || (type >= 48 && type <= 55);
  }
}
