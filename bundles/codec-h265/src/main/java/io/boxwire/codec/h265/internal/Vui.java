package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import io.boxwire.bitstream.VideoSignal;

/**
 * What matters here of {@code vui_parameters} (ITU-T H.265 E.2.1). Immutable.
 *
 * @param signal sample shape and colours
 * @param frameFieldInfo whether picture timing SEI messages have a {@code pic_struct}
 * @param timing the clock
 * @param hrd what the hypothetical decoder promises
 * @param minSpatialSegmentation {@code min_spatial_segmentation_idc}, 0 to 4095
 */
record Vui(
    VideoSignal signal,
    boolean frameFieldInfo,
    Timing timing,
    Hrd hrd,
    int minSpatialSegmentation) {
  /** What holds where there is none. */
  static final Vui NONE = new Vui(VideoSignal.NONE, false, Timing.NONE, Hrd.NONE, 0);

  private static final int MOST_SEGMENTATION = 4095;

  /**
   * Reads it.
   *
   * @param in stands at {@code aspect_ratio_info_present_flag}
   * @param maxSubLayersMinus1 0 to 6
   */
  static Vui read(BitReader in, int maxSubLayersMinus1) throws MediaException {
    VideoSignal signal = VideoSignal.read(in);
    in.skip(2); // neutral_chroma_indication_flag, field_seq_flag
    boolean frameFieldInfo = in.flag();
    if (in.flag()) { // default_display_window_flag
      for (int side = 0; side < 4; side++) {
        in.ue();
      }
    }
    Timing timing = Timing.NONE;
    Hrd hrd = Hrd.NONE;
    if (in.flag()) { // vui_timing_info_present_flag
      timing = Timing.read(in);
      if (in.flag()) { // vui_poc_proportional_to_timing_flag
        in.ue();
      }
      if (in.flag()) { // vui_hrd_parameters_present_flag
        hrd = Hrd.read(in, maxSubLayersMinus1);
      }
    }
    int segmentation = 0;
    if (in.flag()) { // bitstream_restriction_flag
      in.skip(3);
      segmentation = in.ue(MOST_SEGMENTATION, "min_spatial_segmentation_idc");
    }
    return new Vui(signal, frameFieldInfo, timing, hrd, segmentation);
  }
}
