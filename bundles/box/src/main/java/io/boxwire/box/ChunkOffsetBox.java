package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * Where the chunks of a track lie in the file, in 32 bits (ISO/IEC 14496-12:2022 8.7.5).
 *
 * @param version 0
 * @param flags 0
 * @param entries a table of {@link #LAYOUT}
 */
public record ChunkOffsetBox(int version, int flags, Table entries) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("stco");

  /** The columns of the table. */
  public static final TableLayout LAYOUT = TableLayout.of(Column.unsigned(32, "chunk_offset"));

  static final ChunkOffsetBox BLANK = of(Table.empty(LAYOUT));

  /**
   * Makes the box of its table.
   *
   * @param entries a table of {@link #LAYOUT}
   * @return the box
   */
  public static ChunkOffsetBox of(Table entries) {
    return new ChunkOffsetBox(0, 0, entries);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public ChunkOffsetBox fields(Fields f) throws MediaException {
    return new ChunkOffsetBox(
        f.version(version, 0), f.flags(flags), f.countedTable("entries", LAYOUT, entries));
  }
}
