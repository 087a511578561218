package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * What the colours of pictures mean (ISO/IEC 14496-12:2022 12.1.5).
 *
 * @param colourType {@link #NCLX}, QuickTime's {@link #NCLC}, or an ICC profile
 * @param colourPrimaries as ISO/IEC 23091-2 counts them; 0 with a profile
 * @param transferCharacteristics as ISO/IEC 23091-2 counts them; 0 with a profile
 * @param matrixCoefficients as ISO/IEC 23091-2 counts them; 0 with a profile
 * @param range the byte whose highest bit means full range; only of {@link #NCLX}
 * @param profile the ICC profile, if that is what it is
 */
public record ColourInformationBox(
    FourCc colourType,
    int colourPrimaries,
    int transferCharacteristics,
    int matrixCoefficients,
    int range,
    ByteRange profile)
    implements Box {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("colr");

  /** Colours by numbers, with the range. */
  public static final FourCc NCLX = FourCc.of("nclx");

  /** Colours by numbers, as QuickTime has them. */
  public static final FourCc NCLC = FourCc.of("nclc");

  /** The bit of {@link #range} that means full range. */
  public static final int FULL_RANGE = 0x80;

  static final ColourInformationBox BLANK =
      new ColourInformationBox(FourCc.ZERO, 0, 0, 0, 0, ByteRange.EMPTY);

  /**
   * Makes the box of numbers.
   *
   * @param colourPrimaries as ISO/IEC 23091-2 counts them
   * @param transferCharacteristics as ISO/IEC 23091-2 counts them
   * @param matrixCoefficients as ISO/IEC 23091-2 counts them
   * @param range {@link #FULL_RANGE} or 0
   * @return the box
   */
  public static ColourInformationBox nclx(
      int colourPrimaries, int transferCharacteristics, int matrixCoefficients, int range) {
    return new ColourInformationBox(
        NCLX, colourPrimaries, transferCharacteristics, matrixCoefficients, range, ByteRange.EMPTY);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public ColourInformationBox fields(Fields f) throws MediaException {
    FourCc kind = f.fourCc("colour_type", colourType);
    if (!kind.equals(NCLX) && !kind.equals(NCLC)) {
      return new ColourInformationBox(kind, 0, 0, 0, 0, f.rest("profile", profile));
    }
    return new ColourInformationBox(
        kind,
        f.u16("colour_primaries", colourPrimaries),
        f.u16("transfer_characteristics", transferCharacteristics),
        f.u16("matrix_coefficients", matrixCoefficients),
        kind.equals(NCLX) ? (int) f.bits("full_range_flag", 8, range) : 0,
        ByteRange.EMPTY);
  }
}
