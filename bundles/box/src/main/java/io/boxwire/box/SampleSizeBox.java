package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * The sizes of the samples (ISO/IEC 14496-12:2022 8.7.3.2).
 *
 * @param version 0
 * @param flags 0
 * @param sampleSize the size of each, or 0 if the table has them
 * @param sampleCount how many samples there are; where they have one size, nothing in the box bears
 *     witness to it
 * @param sizes a table of {@link #LAYOUT}, empty if all have one size
 */
public record SampleSizeBox(int version, int flags, long sampleSize, long sampleCount, Table sizes)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("stsz");

  /** The columns of the table. */
  public static final TableLayout LAYOUT = TableLayout.of(Column.unsigned(32, "entry_size"));

  static final SampleSizeBox BLANK = of(Table.empty(LAYOUT));

  /**
   * Makes a box of sizes that differ.
   *
   * @param sizes a table of {@link #LAYOUT}
   * @return the box
   */
  public static SampleSizeBox of(Table sizes) {
    return new SampleSizeBox(0, 0, 0, sizes.count(), sizes);
  }

  /**
   * Makes a box of samples of one size.
   *
   * @param sampleSize the size of each in bytes, not 0
   * @param sampleCount how many there are
   * @return the box
   */
  public static SampleSizeBox constant(long sampleSize, long sampleCount) {
    return new SampleSizeBox(0, 0, sampleSize, sampleCount, Table.empty(LAYOUT));
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public SampleSizeBox fields(Fields f) throws MediaException {
    int v = f.version(version, 0);
    int newFlags = f.flags(flags);
    long size = f.u32("sample_size", sampleSize);
    long count = f.u32("sample_count", sampleCount);
    Table table = f.table("entries", LAYOUT, size == 0 ? count : 0, sizes);
    return new SampleSizeBox(v, newFlags, size, count, table);
  }
}
