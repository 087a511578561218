package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * Sync samples that may stand in for others (ISO/IEC 14496-12:2022 8.6.3).
 *
 * @param version 0
 * @param flags 0
 * @param entries a table of {@link #LAYOUT}
 */
public record ShadowSyncSampleBox(int version, int flags, Table entries) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("stsh");

  /** The columns of the table. */
  public static final TableLayout LAYOUT =
      TableLayout.of(
          Column.unsigned(32, "shadowed_sample_number"), Column.unsigned(32, "sync_sample_number"));

  static final ShadowSyncSampleBox BLANK = of(Table.empty(LAYOUT));

  /**
   * Makes the box of its table.
   *
   * @param entries a table of {@link #LAYOUT}
   * @return the box
   */
  public static ShadowSyncSampleBox of(Table entries) {
    return new ShadowSyncSampleBox(0, 0, entries);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public ShadowSyncSampleBox fields(Fields f) throws MediaException {
    return new ShadowSyncSampleBox(
        f.version(version, 0), f.flags(flags), f.countedTable("entries", LAYOUT, entries));
  }
}
