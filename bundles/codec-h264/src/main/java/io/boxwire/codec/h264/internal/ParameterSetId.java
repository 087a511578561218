package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;

/** Tells parameter sets apart by kind and id, without reading the rest of them. */
final class ParameterSetId {
  private static final int BYTES_BEFORE_SPS_ID = 4;

  private ParameterSetId() {}

  /** Whether two NAL units, from position to limit, are sets of one kind with one id. */
  static boolean same(ByteBuffer a, ByteBuffer b) {
    int kind = NalType.of(a.get(a.position()));
    if (!NalType.isParameterSet(kind) || kind != NalType.of(b.get(b.position()))) {
      return false;
    }
    try {
      return read(a, kind) == read(b, kind);
    } catch (MediaException e) {
      return a.equals(b); // not readable: the same only if equal
    }
  }

  private static int read(ByteBuffer nal, int kind) throws MediaException {
    BitReader in = BitReader.ofNalUnit(nal, nal.position(), nal.remaining());
    in.skip(8L * (kind == NalType.SPS ? BYTES_BEFORE_SPS_ID : 1));
    return in.ue();
  }
}
