package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * The tracks that a track refers to in one way (ISO/IEC 14496-12:2022 8.3.3); lies in a {@code
 * tref}.
 *
 * @param type the way: {@code cdsc}, {@code chap}, {@code hint} and so on
 * @param trackIds a table of {@link #LAYOUT}
 */
public record TrackReferenceBox(FourCc type, Table trackIds) implements Box {
  /** The columns of the table. */
  public static final TableLayout LAYOUT = TableLayout.of(Column.unsigned(32, "track_ID"));

  @Override
  public TrackReferenceBox fields(Fields f) throws MediaException {
    return new TrackReferenceBox(type, f.tableToEnd("track_IDs", LAYOUT, trackIds));
  }
}
