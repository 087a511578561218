package io.boxwire.codec.h264.internal;

/** NAL unit types (ITU-T H.264 Table 7-1), as far as they make a difference here. */
final class NalType {
  static final int SLICE = 1;
  static final int PARTITION_A = 2;
  static final int IDR_SLICE = 5;
  static final int SEI = 6;
  static final int SPS = 7;
  static final int PPS = 8;
  static final int ACCESS_UNIT_DELIMITER = 9;
  static final int END_OF_SEQUENCE = 10;
  static final int END_OF_STREAM = 11;
  static final int SPS_EXTENSION = 13;
  static final int PREFIX = 14;
  static final int LAST_RESERVED_IN_FRONT = 18;

  private NalType() {}

  /** The type, from the first byte of a NAL unit. */
  static int of(int header) {
    return header & 0x1F;
  }

  /** {@code nal_ref_idc}, from the first byte of a NAL unit. */
  static int refIdc(int header) {
    return header >> 5 & 3;
  }

  /** Whether a NAL unit begins a slice of a primary or redundant coded picture. */
  static boolean isSlice(int type) {
    return type == SLICE || type == PARTITION_A || type == IDR_SLICE;
  }

  /** Whether a NAL unit is one that an {@code avcC} box has a place for. */
  static boolean isParameterSet(int type) {
    return type == SPS || type == PPS || type == SPS_EXTENSION;
  }

  /**
   * Whether a NAL unit behind the last slice of a picture belongs to the next access unit (ITU-T
   * H.264 7.4.1.2.3).
   */
  static boolean beginsAccessUnit(int type) {
    return type >= SEI && type <= ACCESS_UNIT_DELIMITER
        || type >= PREFIX && type <= LAST_RESERVED_IN_FRONT;
  }
}
