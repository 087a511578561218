package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * The media header of a hint track (ISO/IEC 14496-12:2022 12.4.3).
 *
 * @param version 0
 * @param flags 0
 * @param maxPduSize of a packet, in bytes
 * @param avgPduSize of a packet, in bytes
 * @param maxBitrate over any second, in bits a second
 * @param avgBitrate over the whole track, in bits a second
 */
public record HintMediaHeaderBox(
    int version, int flags, int maxPduSize, int avgPduSize, long maxBitrate, long avgBitrate)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("hmhd");

  static final HintMediaHeaderBox BLANK = new HintMediaHeaderBox(0, 0, 0, 0, 0, 0);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public HintMediaHeaderBox fields(Fields f) throws MediaException {
    int v = f.version(version, 0);
    int newFlags = f.flags(flags);
    int max = f.u16("maxPDUsize", maxPduSize);
    int average = f.u16("avgPDUsize", avgPduSize);
    long maxRate = f.u32("maxbitrate", maxBitrate);
    long averageRate = f.u32("avgbitrate", avgBitrate);
    f.reserved(4);
    return new HintMediaHeaderBox(v, newFlags, max, average, maxRate, averageRate);
  }
}
