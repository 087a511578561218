package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.box.Box;
import io.boxwire.box.FourCc;
import io.boxwire.box.SampleGroupDescriptionBox;
import io.boxwire.box.SampleToGroupBox;
import io.boxwire.box.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Marks open-GOP pictures by {@code rap } sample groups, recovery points and audio pre-roll by
 * {@code roll} ones (ISO/IEC 14496-12:2022 10.1, 10.4).
 *
 * <pre>
 * sgpd "rap "   one description
 * sbgp "rap "   runs of samples in the group or in none
 * sgpd "roll"   a description for each distance
 * sbgp "roll"
 * </pre>
 */
final class SampleGroups {
  /** Added to the number of a description that lies in the movie fragment itself (8.9.4). */
  static final int IN_FRAGMENT = 0x10000;

  /** Goes over the samples; may be called more than once. */
  interface Samples {
    void each(SampleIndex.AccessRuns to) throws MediaException;
  }

  private SampleGroups() {}

  /**
   * Makes the boxes that are needed.
   *
   * @param samples the samples of the track or run
   * @param offset what is added to the numbers of descriptions
   * @return the boxes, none if no sample is in a group
   */
  static List<Box> boxes(Samples samples, int offset) throws MediaException {
    boolean[] openGop = {false};
    TreeSet<Integer> distances = new TreeSet<>();
    samples.each(
        (count, kind, roll) -> {
          if (kind == RandomAccess.OPEN_GOP) {
            openGop[0] = true;
          } else if (rolls(kind, roll)) {
            distances.add(roll);
          }
        });
    List<Box> boxes = new ArrayList<>();
    if (openGop[0]) {
      boxes.add(SampleGroupDescriptionBox.randomAccessPoints());
      boxes.add(
          toGroup(
              SampleGroupDescriptionBox.RANDOM_ACCESS_POINT,
              samples,
              (kind, roll) -> kind == RandomAccess.OPEN_GOP ? offset + 1 : 0));
    }
    if (!distances.isEmpty()) {
      List<Integer> sorted = List.copyOf(distances);
      boxes.add(
          SampleGroupDescriptionBox.rolls(sorted.stream().mapToInt(Integer::intValue).toArray()));
      boxes.add(
          toGroup(
              SampleGroupDescriptionBox.ROLL,
              samples,
              (kind, roll) -> rolls(kind, roll) ? offset + 1 + sorted.indexOf(roll) : 0));
    }
    return boxes;
  }

  /** Whether a sample is in a group. */
  static boolean groups(RandomAccess kind, int roll) {
    return kind == RandomAccess.OPEN_GOP || rolls(kind, roll);
  }

  /** A negative distance is a pre-roll, which sync samples of audio may have. */
  private static boolean rolls(RandomAccess kind, int roll) {
    return kind == RandomAccess.RECOVERY_POINT || roll < 0;
  }

  private interface Membership {
    int description(RandomAccess kind, int roll);
  }

  private interface Row {
    void row(long samples, int description) throws MediaException;
  }

  private static Box toGroup(FourCc type, Samples samples, Membership membership)
      throws MediaException {
    long[] rows = {0};
    eachRow(samples, membership, (count, description) -> rows[0]++);
    Table table =
        Table.generated(
            SampleToGroupBox.LAYOUT,
            rows[0],
            out -> eachRow(samples, membership, (count, group) -> out.entry(count, group)));
    return SampleToGroupBox.of(type, table);
  }

  private static void eachRow(Samples samples, Membership membership, Row to)
      throws MediaException {
    long[] open = {0, 0};
    samples.each(
        (count, kind, roll) -> {
          int description = membership.description(kind, roll);
          if (open[0] > 0 && open[1] != description) {
            to.row(open[0], (int) open[1]);
            open[0] = 0;
          }
          open[0] += count;
          open[1] = description;
        });
    if (open[0] > 0) {
      to.row(open[0], (int) open[1]);
    }
  }
}
