package io.boxwire.api;

/** Whether decoding can start at a frame, and how (ISO/IEC 14496-12:2022 8.6.2, 10.1, 10.4). */
public enum RandomAccess {
  /** Decoding can't start here. */
  NONE,
  /** A sync sample: this frame and all after it can be decoded and shown. */
  SYNC,
  /**
   * An open-GOP I picture: decodable, and all that follow it in presentation order too; frames that
   * follow in decode order but precede it in presentation are not. Sample group {@code rap }.
   */
  OPEN_GOP,
  /**
   * Gradual refresh: correct after {@link Frame#rollDistance()} further frames. Sample group {@code
   * roll}.
   */
  RECOVERY_POINT
}
