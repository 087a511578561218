package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * The type that a sample entry had before it was protected or wrapped (ISO/IEC 14496-12:2022
 * 8.12.3).
 *
 * @param dataFormat the type
 */
public record OriginalFormatBox(FourCc dataFormat) implements Box {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("frma");

  static final OriginalFormatBox BLANK = new OriginalFormatBox(FourCc.ZERO);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public OriginalFormatBox fields(Fields f) throws MediaException {
    return new OriginalFormatBox(f.fourCc("data_format", dataFormat));
  }
}
