package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import io.boxwire.bitstream.ParameterSetRules;
import java.nio.ByteBuffer;

/** Tells parameter sets apart by kind, layer and id, without reading the rest of them. */
final class HevcSetRules implements ParameterSetRules {
  static final HevcSetRules INSTANCE = new HevcSetRules();

  private static final int LAYER_BITS = 6;
  private static final int ID_BITS = 6;

  private HevcSetRules() {}

  @Override
  public boolean isDelimiter(ByteBuffer nal) {
    return type(nal) == NalType.AUD;
  }

  @Override
  public boolean isSequenceParameterSet(ByteBuffer nal) {
    return type(nal) == NalType.SPS
        && nal.remaining() >= NalType.HEADER_SIZE
        && NalType.layerOf(nal) == 0;
  }

  @Override
  public int key(ByteBuffer nal) throws MediaException {
    int kind = type(nal);
    if (!NalType.isParameterSet(kind)) {
      return NOT_A_SET;
    }
    BitReader in = Rbsp.of(nal);
    int id;
    if (kind == NalType.VPS) {
      id = in.bits(4);
    } else {
      if (kind == NalType.SPS) {
        in.skip(4); // sps_video_parameter_set_id
        int maxSubLayersMinus1 = in.bits(3);
        in.skip(1); // sps_temporal_id_nesting_flag
        ProfileTierLevel.read(in, maxSubLayersMinus1);
      }
      id = in.ue(Pps.MOST_ID, "a parameter set's id");
    }
    return (kind << LAYER_BITS | NalType.layerOf(nal)) << ID_BITS | id;
  }

  private static int type(ByteBuffer nal) {
    return NalType.of(nal, nal.position());
  }
}
