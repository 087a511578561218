package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * The sizes of small samples (ISO/IEC 14496-12:2022 8.7.3.3).
 *
 * @param version 0
 * @param flags 0
 * @param fieldSize bits a size: 4, 8 or 16
 * @param sizes a table of {@link #layout}
 */
public record CompactSampleSizeBox(int version, int flags, int fieldSize, Table sizes)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("stz2");

  static final CompactSampleSizeBox BLANK =
      new CompactSampleSizeBox(0, 0, 8, Table.empty(layout(8)));

  /**
   * Makes the box of its table.
   *
   * @param sizes a table of {@link #layout}
   * @return the box
   */
  public static CompactSampleSizeBox of(Table sizes) {
    return new CompactSampleSizeBox(0, 0, sizes.layout().entryBits(), sizes);
  }

  /**
   * Gives the columns for a width.
   *
   * @param fieldSize bits a size: 4, 8 or 16
   * @return the columns
   */
  public static TableLayout layout(int fieldSize) {
    return TableLayout.of(Column.unsigned(fieldSize, "entry_size"));
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public CompactSampleSizeBox fields(Fields f) throws MediaException {
    int v = f.version(version, 0);
    int newFlags = f.flags(flags);
    f.reserved(3);
    int bits = f.u8("field_size", fieldSize);
    if (bits != 4 && bits != 8 && bits != 16) {
      throw f.malformed("field_size " + bits + " is none of 4, 8, 16");
    }
    return new CompactSampleSizeBox(
        v, newFlags, bits, f.countedTable("entries", layout(bits), sizes));
  }
}
