package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import io.boxwire.bitstream.ParameterSetRules;
import java.nio.ByteBuffer;

/**
 * Tells parameter sets apart by kind, layer and id, without reading the rest of them. SEI messages
 * that a sample entry holds came with its sets: a sample with sets of its own is not given them.
 */
final class HevcSetRules implements ParameterSetRules {
  static final HevcSetRules INSTANCE = new HevcSetRules();

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
  public boolean replaces(ByteBuffer nal, ByteBuffer stored) {
    int kind = type(stored);
    if (!NalType.isParameterSet(kind)) {
      return isSequenceParameterSet(nal);
    }
    if (kind != type(nal) || NalType.layerOf(nal) != NalType.layerOf(stored)) {
      return false;
    }
    try {
      return id(nal, kind) == id(stored, kind);
    } catch (MediaException unreadable) {
      return nal.equals(stored);
    }
  }

  private static int id(ByteBuffer nal, int kind) throws MediaException {
    BitReader in = Rbsp.of(nal);
    if (kind == NalType.SPS) {
      in.skip(4); // sps_video_parameter_set_id
      int maxSubLayersMinus1 = in.bits(3);
      in.skip(1); // sps_temporal_id_nesting_flag
      ProfileTierLevel.read(in, maxSubLayersMinus1);
    }
    return kind == NalType.VPS ? in.bits(4) : in.ue();
  }

  private static int type(ByteBuffer nal) {
    return NalType.of(nal, nal.position());
  }
}
