package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;

/** Passes over {@code scaling_list_data} (ITU-T H.265 7.3.4). */
final class ScalingLists {
  private static final int SIZES = 4;
  private static final int MATRICES = 6;
  private static final int MOST_COEFFICIENTS = 64;

  private ScalingLists() {}

  static void skip(BitReader in) throws MediaException {
    for (int size = 0; size < SIZES; size++) {
      // Of 32x32 there is one matrix for intra and one for inter.
      for (int matrix = 0; matrix < MATRICES; matrix += size == 3 ? 3 : 1) {
        if (!in.flag()) { // scaling_list_pred_mode_flag
          in.ue(); // scaling_list_pred_matrix_id_delta
          continue;
        }
        if (size > 1) {
          in.se(); // scaling_list_dc_coef_minus8
        }
        int coefficients = Math.min(MOST_COEFFICIENTS, 16 << 2 * size);
        for (int i = 0; i < coefficients; i++) {
          in.se();
        }
      }
    }
  }
}
