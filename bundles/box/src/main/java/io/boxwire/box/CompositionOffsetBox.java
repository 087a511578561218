package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * How much later than decoded each sample is composed, in runs (ISO/IEC 14496-12:2022 8.6.1.3).
 *
 * @param version 1 if offsets may be negative, else 0
 * @param flags 0
 * @param entries a table of {@link #layout}
 */
public record CompositionOffsetBox(int version, int flags, Table entries) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("ctts");

  /** The columns of version 0. */
  public static final TableLayout LAYOUT =
      TableLayout.of(Column.unsigned(32, "sample_count"), Column.unsigned(32, "sample_offset"));

  /** The columns of version 1. */
  public static final TableLayout SIGNED_LAYOUT =
      TableLayout.of(Column.unsigned(32, "sample_count"), Column.signed(32, "sample_offset"));

  static final CompositionOffsetBox BLANK = of(Table.empty(LAYOUT));

  /**
   * Makes the box of its table, of the version that the table has the layout of.
   *
   * @param entries a table of {@link #LAYOUT} or {@link #SIGNED_LAYOUT}
   * @return the box
   */
  public static CompositionOffsetBox of(Table entries) {
    return new CompositionOffsetBox(entries.layout().equals(LAYOUT) ? 0 : 1, 0, entries);
  }

  /**
   * Gives the columns of a version.
   *
   * @param version 0 or 1
   * @return the columns
   */
  public static TableLayout layout(int version) {
    return version == 0 ? LAYOUT : SIGNED_LAYOUT;
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public CompositionOffsetBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    return new CompositionOffsetBox(
        v, f.flags(flags), f.countedTable("entries", layout(v), entries));
  }
}
