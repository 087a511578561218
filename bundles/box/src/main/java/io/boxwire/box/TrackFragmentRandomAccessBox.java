package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * Where the sync samples of a track's fragments are (ISO/IEC 14496-12:2022 8.8.10).
 *
 * @param version 1 if times and offsets have 64 bits, else 0
 * @param flags 0
 * @param trackId the track
 * @param lengthSizes the bytes, less one, of the last three columns, two bits each; the rest 0
 * @param entries a table of {@link #layout}
 */
public record TrackFragmentRandomAccessBox(
    int version, int flags, long trackId, long lengthSizes, Table entries) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("tfra");

  static final TrackFragmentRandomAccessBox BLANK =
      new TrackFragmentRandomAccessBox(0, 0, 0, 0, Table.empty(layout(0, 0)));

  /** The columns of the boxes made here: 64-bit times and offsets, numbers of 32 bits. */
  public static final TableLayout LAYOUT = layout(1, 0x3f);

  /**
   * Makes the box of its table.
   *
   * @param trackId the track
   * @param entries a table of {@link #LAYOUT}
   * @return the box
   */
  public static TrackFragmentRandomAccessBox of(long trackId, Table entries) {
    return new TrackFragmentRandomAccessBox(1, 0, trackId, 0x3f, entries);
  }

  /**
   * Gives the columns of a box: time, offset of the {@code moof}, and the numbers, from 1, of the
   * {@code traf} in it, the {@code trun} in that, and the sample in that.
   *
   * @param version 0 or 1
   * @param lengthSizes as in the box
   * @return the columns
   */
  public static TableLayout layout(int version, long lengthSizes) {
    int bits = Times.bits(version);
    int sizes = (int) lengthSizes;
    return TableLayout.of(
        Column.unsigned(bits, "time"),
        Column.unsigned(bits, "moof_offset"),
        Column.unsigned(8 * ((sizes >>> 4 & 3) + 1), "traf_number"),
        Column.unsigned(8 * ((sizes >>> 2 & 3) + 1), "trun_number"),
        Column.unsigned(8 * ((sizes & 3) + 1), "sample_number"));
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public TrackFragmentRandomAccessBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int newFlags = f.flags(flags);
    long id = f.u32("track_ID", trackId);
    long sizes = f.bits("length_sizes", 32, lengthSizes);
    return new TrackFragmentRandomAccessBox(
        v, newFlags, id, sizes, f.countedTable("entries", layout(v, sizes), entries));
  }
}
