package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * The media header of an audio track (ISO/IEC 14496-12:2022 12.2.2).
 *
 * @param version 0
 * @param flags 0
 * @param balance 8.8, 0 in the centre
 */
public record SoundMediaHeaderBox(int version, int flags, int balance) implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("smhd");

  /** The header of a track in the centre. */
  public static final SoundMediaHeaderBox CENTRE = new SoundMediaHeaderBox(0, 0, 0);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public SoundMediaHeaderBox fields(Fields f) throws MediaException {
    int v = f.version(version, 0);
    int newFlags = f.flags(flags);
    int newBalance = f.fixed8("balance", balance);
    f.reserved(2);
    return new SoundMediaHeaderBox(v, newFlags, newBalance);
  }
}
