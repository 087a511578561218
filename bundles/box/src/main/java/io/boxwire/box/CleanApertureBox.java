package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * The part of a picture that is meant to be seen (ISO/IEC 14496-12:2022 12.1.4).
 *
 * @param widthN numerator of the width
 * @param widthD denominator of the width
 * @param heightN numerator of the height
 * @param heightD denominator of the height
 * @param horizOffN numerator of the centre's offset to the right
 * @param horizOffD its denominator
 * @param vertOffN numerator of the centre's offset downwards
 * @param vertOffD its denominator
 */
public record CleanApertureBox(
    long widthN,
    long widthD,
    long heightN,
    long heightD,
    int horizOffN,
    long horizOffD,
    int vertOffN,
    long vertOffD)
    implements Box {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("clap");

  static final CleanApertureBox BLANK = new CleanApertureBox(0, 0, 0, 0, 0, 0, 0, 0);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public CleanApertureBox fields(Fields f) throws MediaException {
    return new CleanApertureBox(
        f.u32("cleanApertureWidthN", widthN),
        f.u32("cleanApertureWidthD", widthD),
        f.u32("cleanApertureHeightN", heightN),
        f.u32("cleanApertureHeightD", heightD),
        (int) f.signed("horizOffN", 32, horizOffN),
        f.u32("horizOffD", horizOffD),
        (int) f.signed("vertOffN", 32, vertOffN),
        f.u32("vertOffD", vertOffD));
  }
}
