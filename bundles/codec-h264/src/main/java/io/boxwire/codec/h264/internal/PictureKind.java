package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.bitstream.FrameUnits;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * What a frame is to somebody who starts decoding at it.
 *
 * <p>IDR pictures are sync samples. An I picture with a recovery point message that asks for no
 * further frame is an open-GOP random access point; any other recovery point is one of gradual
 * refresh. An I picture without such a message promises nothing: later ones may refer past it.
 *
 * @param sps the sequence parameter set in use
 * @param randomAccess how decoding can start
 * @param rollDistance frames until the picture is right
 */
record PictureKind(Sps sps, RandomAccess randomAccess, int rollDistance) {

  /**
   * Looks at a frame that has a slice.
   *
   * @throws MediaException {@code BAD_FRAME} if there is no slice whose parameter sets are known
   */
  static PictureKind of(FrameUnits units, SliceHeaderReader slices) throws MediaException {
    SliceHeader first = null;
    MediaException failure = null;
    boolean intra = true;
    OptionalInt recovery = OptionalInt.empty();
    for (int i = 0; i < units.size(); i++) {
      ByteBuffer buffer = units.buffer(i);
      int type = NalType.of(buffer.get(units.offset(i)));
      if (type == NalType.SEI && recovery.isEmpty()) {
        recovery = RecoveryPoint.frames(buffer, units.offset(i), units.length(i));
      }
      // Without a recovery point, nothing depends on the slices behind the first.
      if (!NalType.isSlice(type) || first != null && recovery.isEmpty()) {
        continue;
      }
      try {
        SliceHeader slice = slices.read(buffer, units.offset(i), units.length(i));
        if (first == null) {
          first = slice;
        }
        // The second field of a pair may refer to the first.
        intra &= slice.intra() || slice.secondFieldOf(first);
      } catch (MediaException e) {
        failure = e;
        intra = false;
      }
    }
    if (first == null) {
      throw failure != null ? failure : MediaException.of(Code.BAD_FRAME, "there is no slice");
    }
    if (first.idr()) {
      return new PictureKind(first.sps(), RandomAccess.SYNC, 0);
    }
    if (recovery.isEmpty()) {
      return new PictureKind(first.sps(), RandomAccess.NONE, 0);
    }
    int frames = recovery.getAsInt();
    return frames == 0 && intra
        ? new PictureKind(first.sps(), RandomAccess.OPEN_GOP, 0)
        : new PictureKind(first.sps(), RandomAccess.RECOVERY_POINT, frames);
  }
}
