package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * How many samples the chunks have and which sample entry, in runs (ISO/IEC 14496-12:2022 8.7.4).
 *
 * @param version 0
 * @param flags 0
 * @param entries a table of {@link #LAYOUT}
 */
public record SampleToChunkBox(int version, int flags, Table entries) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("stsc");

  /** The columns of the table. */
  public static final TableLayout LAYOUT =
      TableLayout.of(
          Column.unsigned(32, "first_chunk"),
          Column.unsigned(32, "samples_per_chunk"),
          Column.unsigned(32, "sample_description_index"));

  static final SampleToChunkBox BLANK = of(Table.empty(LAYOUT));

  /**
   * Makes the box of its table.
   *
   * @param entries a table of {@link #LAYOUT}
   * @return the box
   */
  public static SampleToChunkBox of(Table entries) {
    return new SampleToChunkBox(0, 0, entries);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public SampleToChunkBox fields(Fields f) throws MediaException {
    return new SampleToChunkBox(
        f.version(version, 0), f.flags(flags), f.countedTable("entries", LAYOUT, entries));
  }
}
