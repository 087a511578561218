package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;

/** Sequence parameter set extensions (ITU-T H.264 7.3.2.1.2). */
final class SpsExtension {
  private SpsExtension() {}

  /** The id of the set that a NAL unit of type 13, from position to limit, extends. */
  static int id(ByteBuffer nal) throws MediaException {
    BitReader in = BitReader.ofNalUnit(nal, nal.position(), nal.remaining());
    in.skip(8); // NAL unit header
    return in.ue(SpsReader.MAX_ID, "seq_parameter_set_id");
  }
}
