package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.bitstream.BitReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Passes over the short-term reference picture sets of an SPS (ITU-T H.265 7.3.7). A set that is
 * predicted from the one before it has as many flags as that one has pictures, so the pictures must
 * be worked out to find the end.
 */
final class ShortTermRefPicSets {
  private static final int MOST_SETS = 64;
  private static final int MOST_PICTURES = 16;
  private static final int MOST_DELTA = 1 << 15;

  private ShortTermRefPicSets() {}

  /**
   * Reads {@code num_short_term_ref_pic_sets} and the sets.
   *
   * @return for each set its picture order count differences: those before the picture, nearest
   *     first, then those after it, nearest first
   */
  static List<int[]> read(BitReader in) throws MediaException {
    int count = in.ue(MOST_SETS, "num_short_term_ref_pic_sets");
    List<int[]> sets = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean predicted = i > 0 && in.flag();
      sets.add(predicted ? readPredicted(in, sets.get(i - 1)) : readExplicit(in));
    }
    return sets;
  }

  private static int[] readExplicit(BitReader in) throws MediaException {
    int negative = in.ue(MOST_PICTURES, "num_negative_pics");
    int positive = in.ue(MOST_PICTURES - negative, "num_positive_pics");
    int[] deltas = new int[negative + positive];
    int delta = 0;
    for (int i = 0; i < deltas.length; i++) {
      if (i == negative) {
        delta = 0;
      }
      int step = in.ue(MOST_DELTA - 1, "delta_poc_minus1") + 1;
      delta += i < negative ? -step : step;
      deltas[i] = delta;
      in.skip(1); // used_by_curr_pic_flag
    }
    return deltas;
  }

  /** Equations 7-61 and 7-62: each reference moved by a difference, and the reference itself. */
  private static int[] readPredicted(BitReader in, int[] reference) throws MediaException {
    int sign = in.bits(1);
    int magnitude = in.ue(MOST_DELTA - 1, "abs_delta_rps_minus1") + 1;
    int move = sign == 1 ? -magnitude : magnitude;
    int[] moved = new int[reference.length + 1];
    int size = 0;
    for (int j = 0; j <= reference.length; j++) {
      boolean usedByCurrent = in.flag();
      boolean useDelta = usedByCurrent || in.flag();
      int delta = move + (j < reference.length ? reference[j] : 0);
      if (useDelta && delta != 0) {
        moved[size++] = delta;
      }
    }
    if (size > MOST_PICTURES) {
      throw MediaException.of(
          Code.MALFORMED, "a reference picture set of " + size + " pictures, the most is 16");
    }
    return nearestFirst(Arrays.copyOf(moved, size));
  }

  private static int[] nearestFirst(int[] deltas) {
    Arrays.sort(deltas);
    int negative = 0;
    while (negative < deltas.length && deltas[negative] < 0) {
      negative++;
    }
    for (int i = 0, j = negative - 1; i < j; i++, j--) {
      int swapped = deltas[i];
      deltas[i] = deltas[j];
      deltas[j] = swapped;
    }
    return deltas;
  }
}
