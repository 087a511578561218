package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * How long each sample lasts until the next, in runs (ISO/IEC 14496-12:2022 8.6.1.2).
 *
 * @param version 0
 * @param flags 0
 * @param entries a table of {@link #LAYOUT}
 */
public record TimeToSampleBox(int version, int flags, Table entries) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("stts");

  /** The columns of the table. */
  public static final TableLayout LAYOUT =
      TableLayout.of(Column.unsigned(32, "sample_count"), Column.unsigned(32, "sample_delta"));

  static final TimeToSampleBox BLANK = of(Table.empty(LAYOUT));

  /**
   * Makes the box of its table.
   *
   * @param entries a table of {@link #LAYOUT}
   * @return the box
   */
  public static TimeToSampleBox of(Table entries) {
    return new TimeToSampleBox(0, 0, entries);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public TimeToSampleBox fields(Fields f) throws MediaException {
    return new TimeToSampleBox(
        f.version(version, 0), f.flags(flags), f.countedTable("entries", LAYOUT, entries));
  }
}
