package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * How wide a sample of a picture is against its height (ISO/IEC 14496-12:2022 12.1.4).
 *
 * @param hSpacing the width
 * @param vSpacing the height
 */
public record PixelAspectRatioBox(long hSpacing, long vSpacing) implements Box {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("pasp");

  static final PixelAspectRatioBox BLANK = new PixelAspectRatioBox(0, 0);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public PixelAspectRatioBox fields(Fields f) throws MediaException {
    return new PixelAspectRatioBox(f.u32("hSpacing", hSpacing), f.u32("vSpacing", vSpacing));
  }
}
