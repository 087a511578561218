package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * A media header that says nothing: {@code nmhd} (ISO/IEC 14496-12:2022 8.4.5.2) and {@code sthd}
 * (12.6.2).
 *
 * @param type {@code nmhd} or {@code sthd}
 * @param version 0
 * @param flags 0
 */
public record EmptyMediaHeaderBox(FourCc type, int version, int flags) implements FullBox {
  /** The type of the box of tracks that have no header of their own. */
  public static final FourCc TYPE = FourCc.of("nmhd");

  /** The type of the box of subtitle tracks. */
  public static final FourCc SUBTITLE_TYPE = FourCc.of("sthd");

  @Override
  public EmptyMediaHeaderBox fields(Fields f) throws MediaException {
    return new EmptyMediaHeaderBox(type, f.version(version, 0), f.flags(flags));
  }
}
