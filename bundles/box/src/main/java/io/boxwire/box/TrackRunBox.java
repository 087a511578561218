package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples of a track fragment that lie one after another (ISO/IEC 14496-12:2022 8.8.8).
 *
 * <p>The flags say which columns the table has, in this order: duration, size, flags, composition
 * offset. {@link #layout} makes it of them, and {@code samples.layout().indexOf("sample_size")}
 * finds a column. A run without columns takes no bytes a sample, so a hostile one may announce
 * billions: whoever goes over them sets a bound.
 *
 * @param version 1 if composition offsets may be negative, else 0
 * @param flags which fields and columns there are
 * @param dataOffset where the first sample lies, from where the track fragment counts; 0 if absent
 * @param firstSampleFlags of the first sample, in place of the default; 0 if absent
 * @param samples a table of {@link #layout}
 */
public record TrackRunBox(
    int version, int flags, int dataOffset, long firstSampleFlags, Table samples)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("trun");

  /** A flag: {@link #dataOffset} is there. */
  public static final int DATA_OFFSET = 0x1;

  /** A flag: {@link #firstSampleFlags} is there. */
  public static final int FIRST_SAMPLE_FLAGS = 0x4;

  /** A flag: the table has a column {@code sample_duration}. */
  public static final int SAMPLE_DURATION = 0x100;

  /** A flag: the table has a column {@code sample_size}. */
  public static final int SAMPLE_SIZE = 0x200;

  /** A flag: the table has a column {@code sample_flags}. */
  public static final int SAMPLE_FLAGS = 0x400;

  /** A flag: the table has a column {@code sample_composition_time_offset}. */
  public static final int SAMPLE_COMPOSITION_OFFSET = 0x800;

  private static final int COLUMNS = 0xf00;
  private static final TableLayout[] LAYOUTS = layouts();

  static final TrackRunBox BLANK = new TrackRunBox(0, 0, 0, 0, Table.empty(layout(0, 0)));

  /**
   * Gives the columns of a run.
   *
   * @param version 1 if composition offsets may be negative, else 0
   * @param flags the flags of the box
   * @return the columns
   */
  public static TableLayout layout(int version, int flags) {
    return LAYOUTS[(flags & COLUMNS) >>> 7 | (version == 0 ? 0 : 1)];
  }

  private static TableLayout[] layouts() {
    TableLayout[] all = new TableLayout[32];
    for (int i = 0; i < all.length; i++) {
      List<Column> columns = new ArrayList<>();
      int flags = i << 7;
      if ((flags & SAMPLE_DURATION) != 0) {
        columns.add(Column.unsigned(32, "sample_duration"));
      }
      if ((flags & SAMPLE_SIZE) != 0) {
        columns.add(Column.unsigned(32, "sample_size"));
      }
      if ((flags & SAMPLE_FLAGS) != 0) {
        columns.add(Column.unsigned(32, "sample_flags"));
      }
      if ((flags & SAMPLE_COMPOSITION_OFFSET) != 0) {
        Column.Kind kind = (i & 1) == 0 ? Column.Kind.UNSIGNED : Column.Kind.SIGNED;
        columns.add(new Column("sample_composition_time_offset", 32, kind));
      }
      all[i] = TableLayout.of(columns);
    }
    return all;
  }

  /**
   * Tells whether a flag is set.
   *
   * @param flag one of the flags of this class
   * @return true if it is
   */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public TrackRunBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int set = f.flags(flags);
    long count = f.u32("sample_count", samples.count());
    int offset = 0;
    if ((set & DATA_OFFSET) != 0) {
      offset = (int) f.signed("data_offset", 32, dataOffset);
    }
    long first = 0;
    if ((set & FIRST_SAMPLE_FLAGS) != 0) {
      first = f.bits("first_sample_flags", 32, firstSampleFlags);
    }
    return new TrackRunBox(
        v, set, offset, first, f.table("samples", layout(v, set), count, samples));
  }
}
