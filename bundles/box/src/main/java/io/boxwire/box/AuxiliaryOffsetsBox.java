package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * Where what is stored about samples lies (ISO/IEC 14496-12:2022 8.7.9).
 *
 * @param version 1 if offsets have 64 bits, else 0
 * @param flags 1 if type and parameter are there
 * @param auxInfoType what it is
 * @param auxInfoTypeParameter of which stream
 * @param offsets a table of {@link #layout}, one entry a chunk or run, or one for all
 */
public record AuxiliaryOffsetsBox(
    int version, int flags, FourCc auxInfoType, long auxInfoTypeParameter, Table offsets)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("saio");

  static final AuxiliaryOffsetsBox BLANK =
      new AuxiliaryOffsetsBox(0, 0, FourCc.ZERO, 0, Table.empty(layout(0)));

  /**
   * Gives the columns of a version.
   *
   * @param version 0 or 1
   * @return the columns
   */
  public static TableLayout layout(int version) {
    return TableLayout.of(Column.unsigned(Times.bits(version), "offset"));
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public AuxiliaryOffsetsBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int set = f.flags(flags);
    boolean typed = (set & 1) != 0;
    FourCc kind = typed ? f.fourCc("aux_info_type", auxInfoType) : FourCc.ZERO;
    long parameter = typed ? f.u32("aux_info_type_parameter", auxInfoTypeParameter) : 0;
    return new AuxiliaryOffsetsBox(
        v, set, kind, parameter, f.countedTable("offsets", layout(v), offsets));
  }
}
