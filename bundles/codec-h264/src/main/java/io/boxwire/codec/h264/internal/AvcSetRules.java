package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import io.boxwire.bitstream.ParameterSetRules;
import java.nio.ByteBuffer;

/** Tells parameter sets apart by kind and id, without reading the rest of them. */
final class AvcSetRules implements ParameterSetRules {
  static final AvcSetRules INSTANCE = new AvcSetRules();

  private static final int BYTES_BEFORE_SPS_ID = 4;

  /** Of picture parameter sets; the others have fewer. */
  private static final int MOST_ID = 255;

  private static final int ID_BITS = 8;

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
  public int key(ByteBuffer nal) throws MediaException {
    int kind = type(nal);
    if (!NalType.isParameterSet(kind)) {
      return NOT_A_SET;
    }
    BitReader in = BitReader.ofNalUnit(nal, nal.position(), nal.remaining());
    in.skip(8L * (kind == NalType.SPS ? BYTES_BEFORE_SPS_ID : 1));
    return kind << ID_BITS | in.ue(MOST_ID, "a parameter set's id");
  }

  private static int type(ByteBuffer nal) {
    return NalType.of(nal.get(nal.position()));
  }
}
