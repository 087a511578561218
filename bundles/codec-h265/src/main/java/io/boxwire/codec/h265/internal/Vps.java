package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;

/**
 * A video parameter set as far as its clock (ITU-T H.265 7.3.2.1). Immutable.
 *
 * @param id {@code vps_video_parameter_set_id}, 0 to 15
 * @param timing the clock
 */
record Vps(int id, Timing timing) {
  private static final int MOST_LAYER_SETS_MINUS_1 = 1023;

  /** Reads the identifier alone. */
  static int readId(ByteBuffer nal) throws MediaException {
    return Rbsp.of(nal).bits(4);
  }

  /**
   * Reads a NAL unit.
   *
   * @param nal the NAL unit, header included, from position to limit; not changed
   */
  static Vps read(ByteBuffer nal) throws MediaException {
    BitReader in = Rbsp.of(nal);
    int id = in.bits(4);
    in.skip(2 + 6); // base layer flags, vps_max_layers_minus1
    int maxSubLayersMinus1 = in.bits(3);
    if (maxSubLayersMinus1 > 6) {
      throw MediaException.of(Code.MALFORMED, "vps_max_sub_layers_minus1 is 7, the most is 6");
    }
    in.skip(1 + 16); // vps_temporal_id_nesting_flag, vps_reserved_0xffff_16bits
    ProfileTierLevel.read(in, maxSubLayersMinus1);
    for (int i = in.flag() ? 0 : maxSubLayersMinus1; i <= maxSubLayersMinus1; i++) {
      in.ue(); // vps_max_dec_pic_buffering_minus1
      in.ue(); // vps_max_num_reorder_pics
      in.ue(); // vps_max_latency_increase_plus1
    }
    int maxLayerId = in.bits(6);
    int layerSetsMinus1 = in.ue(MOST_LAYER_SETS_MINUS_1, "vps_num_layer_sets_minus1");
    in.skip((long) layerSetsMinus1 * (maxLayerId + 1));
    return new Vps(id, in.flag() ? Timing.read(in) : Timing.NONE);
  }
}
