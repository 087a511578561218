package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** Finds recovery point messages (ITU-T H.264 D.1.8) among supplemental information. */
final class RecoveryPoint {
  private static final int PAYLOAD_TYPE = 6;

  /** As many as a sample group can tell (ISO/IEC 14496-12:2022 10.1.1.2). */
  private static final int MOST_FRAMES = Short.MAX_VALUE;

  private RecoveryPoint() {}

  /**
   * Looks into a NAL unit of type 6.
   *
   * @return {@code recovery_frame_cnt}; empty if there is no such message, if it names more frames
   *     than a file can tell of, or if the NAL unit is damaged, in which case it is nobody's duty
   *     to understand it
   */
  static OptionalInt frames(ByteBuffer buffer, int offset, int length) {
    BitReader in = BitReader.ofNalUnit(buffer, offset, length);
    try {
      in.skip(8); // NAL unit header
      while (in.moreRbspData()) {
        int type = variable(in);
        int size = variable(in);
        if (type == PAYLOAD_TYPE) {
          return OptionalInt.of(in.ue(MOST_FRAMES, "recovery_frame_cnt"));
        }
        in.skip(8L * size);
      }
      return OptionalInt.empty();
    } catch (MediaException damaged) {
      return OptionalInt.empty();
    }
  }

  /** A number in bytes, of which all but the last are 255 (7.3.2.3.1). */
  private static int variable(BitReader in) throws MediaException {
    int sum = 0;
    int part;
    do {
      part = in.bits(8);
      sum += part;
    } while (part == 255);
    return sum;
  }
}
