package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import io.boxwire.bitstream.ParameterSetRules;
import java.nio.ByteBuffer;

/** Tells parameter sets apart by kind and id, without reading the rest of them. */
final class AvcSetRules implements ParameterSetRules {
  static final AvcSetRules INSTANCE = new AvcSetRules();

  private static final int BYTES_BEFORE_SPS_ID = 4;

  private AvcSetRules() {}

  @Override
  public boolean isDelimiter(ByteBuffer nal) {
    return type(nal) == NalType.ACCESS_UNIT_DELIMITER;
  }

  @Override
  public boolean isSequenceParameterSet(ByteBuffer nal) {
    return type(nal) == NalType.SPS;
  }

  @Override
  public boolean replaces(ByteBuffer nal, ByteBuffer stored) {
    int kind = type(nal);
    if (!NalType.isParameterSet(kind) || kind != type(stored)) {
      return false;
    }
    try {
      return id(nal, kind) == id(stored, kind);
    } catch (MediaException unreadable) {
      return nal.equals(stored);
    }
  }

  private static int id(ByteBuffer nal, int kind) throws MediaException {
    BitReader in = BitReader.ofNalUnit(nal, nal.position(), nal.remaining());
    in.skip(8L * (kind == NalType.SPS ? BYTES_BEFORE_SPS_ID : 1));
    return in.ue();
  }

  private static int type(ByteBuffer nal) {
    return NalType.of(nal.get(nal.position()));
  }
}
