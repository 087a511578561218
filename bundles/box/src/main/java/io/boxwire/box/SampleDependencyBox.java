package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.TableLayout.Column;

/**
 * What each sample depends on (ISO/IEC 14496-12:2022 8.6.4).
 *
 * @param version 0
 * @param flags 0
 * @param samples a table of {@link #LAYOUT}, one entry a sample
 */
public record SampleDependencyBox(int version, int flags, Table samples) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("sdtp");

  /** The columns of the table. */
  public static final TableLayout LAYOUT =
      TableLayout.of(
          Column.unsigned(2, "is_leading"),
          Column.unsigned(2, "sample_depends_on"),
          Column.unsigned(2, "sample_is_depended_on"),
          Column.unsigned(2, "sample_has_redundancy"));

  static final SampleDependencyBox BLANK = of(Table.empty(LAYOUT));

  /**
   * Makes the box of its table.
   *
   * @param samples a table of {@link #LAYOUT}
   * @return the box
   */
  public static SampleDependencyBox of(Table samples) {
    return new SampleDependencyBox(0, 0, samples);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public SampleDependencyBox fields(Fields f) throws MediaException {
    return new SampleDependencyBox(
        f.version(version, 0), f.flags(flags), f.tableToEnd("samples", LAYOUT, samples));
  }
}
