package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * What the media of a track, or the items of a {@code meta}, are (ISO/IEC 14496-12:2022 8.4.3).
 *
 * @param version 0
 * @param flags 0
 * @param componentType 0, or in QuickTime {@code mhlr} or {@code dhlr}
 * @param handlerType {@code vide}, {@code soun} and so on
 * @param name for people; QuickTime puts its length in front
 */
public record HandlerBox(
    int version, int flags, FourCc componentType, FourCc handlerType, String name)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("hdlr");

  /** The handler type of video. */
  public static final FourCc VIDEO = FourCc.of("vide");

  /** The handler type of audio. */
  public static final FourCc SOUND = FourCc.of("soun");

  static final HandlerBox BLANK = of(FourCc.ZERO, "");

  /**
   * Makes a handler box.
   *
   * @param handlerType the type
   * @param name for people
   * @return the box
   */
  public static HandlerBox of(FourCc handlerType, String name) {
    return new HandlerBox(0, 0, FourCc.ZERO, handlerType, name);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public HandlerBox fields(Fields f) throws MediaException {
    int v = f.version(version, 0);
    int newFlags = f.flags(flags);
    FourCc component = f.fourCc("pre_defined", componentType);
    FourCc handler = f.fourCc("handler_type", handlerType);
    f.reserved(12);
    return new HandlerBox(v, newFlags, component, handler, f.text("name", name));
  }
}
