package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * Which group of one kind each sample belongs to, in runs (ISO/IEC 14496-12:2022 8.9.2).
 *
 * @param version 1 if there is a parameter, else 0
 * @param flags 0
 * @param groupingType the kind, such as {@link SampleGroupDescriptionBox#RANDOM_ACCESS_POINT}
 * @param groupingTypeParameter of the kind, in version 1; else 0
 * @param entries a table of {@link #LAYOUT}
 */
public record SampleToGroupBox(
    int version, int flags, FourCc groupingType, long groupingTypeParameter, Table entries)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("sbgp");

  /**
   * The columns of the table. An index of 0 means no group; in a fragment, indices from 0x10001 on
   * count the descriptions in the fragment itself.
   */
  public static final TableLayout LAYOUT =
      TableLayout.of(
          Column.unsigned(32, "sample_count"), Column.unsigned(32, "group_description_index"));

  static final SampleToGroupBox BLANK = of(FourCc.ZERO, Table.empty(LAYOUT));

  /**
   * Makes the box without a parameter.
   *
   * @param groupingType the kind
   * @param entries a table of {@link #LAYOUT}
   * @return the box
   */
  public static SampleToGroupBox of(FourCc groupingType, Table entries) {
    return new SampleToGroupBox(0, 0, groupingType, 0, entries);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public SampleToGroupBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int newFlags = f.flags(flags);
    FourCc grouping = f.fourCc("grouping_type", groupingType);
    long parameter = v == 0 ? 0 : f.u32("grouping_type_parameter", groupingTypeParameter);
    return new SampleToGroupBox(
        v, newFlags, grouping, parameter, f.countedTable("entries", LAYOUT, entries));
  }
}
