package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * The numbers of the sync samples, from 1; without this box every sample is one (ISO/IEC
 * 14496-12:2022 8.6.2).
 *
 * @param version 0
 * @param flags 0
 * @param entries a table of {@link #LAYOUT}
 */
public record SyncSampleBox(int version, int flags, Table entries) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("stss");

  /** The columns of the table. */
  public static final TableLayout LAYOUT = TableLayout.of(Column.unsigned(32, "sample_number"));

  static final SyncSampleBox BLANK = of(Table.empty(LAYOUT));

  /**
   * Makes the box of its table.
   *
   * @param entries a table of {@link #LAYOUT}
   * @return the box
   */
  public static SyncSampleBox of(Table entries) {
    return new SyncSampleBox(0, 0, entries);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public SyncSampleBox fields(Fields f) throws MediaException {
    return new SyncSampleBox(
        f.version(version, 0), f.flags(flags), f.countedTable("entries", LAYOUT, entries));
  }
}
