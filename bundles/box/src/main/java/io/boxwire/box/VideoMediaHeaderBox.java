package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * The media header of a video track (ISO/IEC 14496-12:2022 12.1.2).
 *
 * @param version 0
 * @param flags 1
 * @param graphicsMode 0 to copy the picture
 * @param red of the colour the mode uses
 * @param green of the colour the mode uses
 * @param blue of the colour the mode uses
 */
public record VideoMediaHeaderBox(
    int version, int flags, int graphicsMode, int red, int green, int blue) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("vmhd");

  /** The header that copies pictures. */
  public static final VideoMediaHeaderBox COPY = new VideoMediaHeaderBox(0, 1, 0, 0, 0, 0);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public VideoMediaHeaderBox fields(Fields f) throws MediaException {
    return new VideoMediaHeaderBox(
        f.version(version, 0),
        f.flags(flags),
        f.u16("graphicsmode", graphicsMode),
        f.u16("opcolor_red", red),
        f.u16("opcolor_green", green),
        f.u16("opcolor_blue", blue));
  }
}
