package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * The sizes of what is stored about each sample elsewhere, such as its encryption (ISO/IEC
 * 14496-12:2022 8.7.8).
 *
 * @param version 0
 * @param flags 1 if type and parameter are there
 * @param auxInfoType what it is
 * @param auxInfoTypeParameter of which stream
 * @param defaultSize the size of each in bytes, or 0 if the table has them
 * @param sampleCount how many samples
 * @param sizes a table of {@link #LAYOUT}
 */
public record AuxiliarySizesBox(
    int version,
    int flags,
    FourCc auxInfoType,
    long auxInfoTypeParameter,
    int defaultSize,
    long sampleCount,
    Table sizes)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("saiz");

  /** The columns of the table. */
  public static final TableLayout LAYOUT = TableLayout.of(Column.unsigned(8, "sample_info_size"));

  static final AuxiliarySizesBox BLANK =
      new AuxiliarySizesBox(0, 0, FourCc.ZERO, 0, 0, 0, Table.empty(LAYOUT));

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public AuxiliarySizesBox fields(Fields f) throws MediaException {
    int v = f.version(version, 0);
    int set = f.flags(flags);
    boolean typed = (set & 1) != 0;
    FourCc kind = typed ? f.fourCc("aux_info_type", auxInfoType) : FourCc.ZERO;
    long parameter = typed ? f.u32("aux_info_type_parameter", auxInfoTypeParameter) : 0;
    int size = f.u8("default_sample_info_size", defaultSize);
    long count = f.u32("sample_count", sampleCount);
    Table table = f.table("sizes", LAYOUT, size == 0 ? count : 0, sizes);
    return new AuxiliarySizesBox(v, set, kind, parameter, size, count, table);
  }
}
