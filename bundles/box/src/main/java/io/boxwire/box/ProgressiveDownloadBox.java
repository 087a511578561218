package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * How long to wait before playing at which download rate (ISO/IEC 14496-12:2022 8.1.3).
 *
 * @param version 0
 * @param flags 0
 * @param entries a table of {@link #LAYOUT}
 */
public record ProgressiveDownloadBox(int version, int flags, Table entries) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("pdin");

  /** The columns of the table: bytes a second, milliseconds. */
  public static final TableLayout LAYOUT =
      TableLayout.of(Column.unsigned(32, "rate"), Column.unsigned(32, "initial_delay"));

  static final ProgressiveDownloadBox BLANK = new ProgressiveDownloadBox(0, 0, Table.empty(LAYOUT));

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public ProgressiveDownloadBox fields(Fields f) throws MediaException {
    return new ProgressiveDownloadBox(
        f.version(version, 0), f.flags(flags), f.tableToEnd("entries", LAYOUT, entries));
  }
}
