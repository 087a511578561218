package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** Looks for a recovery point SEI message (ITU-T H.265 D.2.8, D.3.8). */
final class RecoveryPoint implements Sei.Receiver {
  private OptionalInt pictures = OptionalInt.empty();

  @Override
  public void message(int type, ByteBuffer payload) throws MediaException {
    if (type == Sei.RECOVERY_POINT) {
      int count = BitReader.ofBytes(payload, 0, payload.limit()).se(); // recovery_poc_cnt
      // A point that lies before this picture in output order has been passed already; one that is
      // further away than the standard allows, and than a file can tell, is none.
      if (count <= Short.MAX_VALUE) {
        pictures = OptionalInt.of(Math.max(0, count));
      }
    }
  }

  /**
   * After how many further pictures in output order all are right.
   *
   * @return 0 if they are from this picture on; empty if there is no message
   */
  OptionalInt pictures() {
    return pictures;
  }
}
