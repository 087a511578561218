package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;
import io.boxwire.bitstream.PictureClock;
import io.boxwire.bitstream.VideoSignal;
import java.util.OptionalInt;

/**
 * Video usability information (ITU-T H.264 E.1.1), as far as it is needed.
 *
 * @param signal shape of a sample, and colours
 * @param unitsInTick {@code num_units_in_tick}, 0 if not told
 * @param timeScale {@code time_scale}, 0 if not told
 * @param reorderFrames {@code max_num_reorder_frames}
 */
record Vui(VideoSignal signal, long unitsInTick, long timeScale, OptionalInt reorderFrames) {
  static final Vui NONE = new Vui(VideoSignal.NONE, 0, 0, OptionalInt.empty());

  private static final int MAX_HRD_SCHEDULES = 32;

  static Vui read(BitReader in) throws MediaException {
    VideoSignal signal = VideoSignal.read(in);
    long unitsInTick = 0;
    long timeScale = 0;
    if (in.flag()) { // timing_info_present_flag
      unitsInTick = in.longBits(32);
      timeScale = in.longBits(32);
      in.skip(1); // fixed_frame_rate_flag
    }
    boolean nalHrd = in.flag();
    if (nalHrd) {
      skipHrd(in);
    }
    boolean vclHrd = in.flag();
    if (vclHrd) {
      skipHrd(in);
    }
    if (nalHrd || vclHrd) {
      in.skip(1); // low_delay_hrd_flag
    }
    in.skip(1); // pic_struct_present_flag
    OptionalInt reorderFrames = OptionalInt.empty();
    if (in.flag()) { // bitstream_restriction_flag
      in.skip(1); // motion_vectors_over_pic_boundaries_flag
      for (int i = 0; i < 4; i++) {
        in.ue(); // denominators and lengths of motion vectors
      }
      reorderFrames = OptionalInt.of(in.ue(PictureClock.MAX_DEPTH, "max_num_reorder_frames"));
      in.ue(); // max_dec_frame_buffering
    }
    return new Vui(signal, unitsInTick, timeScale, reorderFrames);
  }

  private static void skipHrd(BitReader in) throws MediaException {
    int schedules = in.ue(MAX_HRD_SCHEDULES - 1, "cpb_cnt_minus1") + 1;
    in.skip(8); // bit_rate_scale, cpb_size_scale
    for (int i = 0; i < schedules; i++) {
      in.ue(); // bit_rate_value_minus1
      in.ue(); // cpb_size_value_minus1
      in.skip(1); // cbr_flag
    }
    in.skip(20); // four lengths of 5 bits
  }
}
