package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.bitstream.FrameUnits;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a frame is to somebody who starts decoding at it.
 *
 * <p>IDR pictures are sync samples. An I picture with a recovery point message that asks for no
 * further frame is an open-GOP random access point; any other recovery point is one of gradual
 * refresh. An I picture without such a message promises nothing: later ones may refer past it.
 *
 * <p>Two fields are two access units, each with messages of its own, in one sample. What a message
 * before the second promises to somebody who starts there (ITU-T H.264 D.2.8) holds for whoever
 * starts with the first; that the first can be shown as well is seen from its slices.
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
    Sps sps = null;
    boolean idr = false;
    // Of a field only: the message of a pair may stand before its second field.
    Optional<SliceHeader> first = Optional.empty();
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
      if (!NalType.isSlice(type) || sps != null && recovery.isEmpty() && first.isEmpty()) {
        continue;
      }
      try {
        slices.parse(buffer, units.offset(i), units.length(i));
        if (sps == null) {
          sps = slices.sps();
          idr = slices.idr();
          intra &= slices.intra();
          first = slices.field() ? Optional.of(slices.header()) : first;
        } else {
          // The second field of a pair may refer to the first.
          intra &=
              slices.intra() || first.isPresent() && slices.header().secondFieldOf(first.get());
        }
      } catch (MediaException e) {
        failure = e;
        intra = false;
      }
    }
    if (sps == null) {
      throw failure != null ? failure : MediaException.of(Code.BAD_FRAME, "there is no slice");
    }
    if (idr) {
      return new PictureKind(sps, RandomAccess.SYNC, 0);
    }
    if (recovery.isEmpty()) {
      return slices.ordinary();
    }
    int frames = recovery.getAsInt();
    return frames == 0 && intra
        ? new PictureKind(sps, RandomAccess.OPEN_GOP, 0)
        : new PictureKind(sps, RandomAccess.RECOVERY_POINT, frames);
  }
}
