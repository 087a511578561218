package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * The bit rate of a track (ISO/IEC 14496-12:2022 8.5.2).
 *
 * @param bufferSize of the decoder, in bytes
 * @param maxBitrate over any second, in bits a second
 * @param avgBitrate over the whole track, in bits a second
 */
public record BitRateBox(long bufferSize, long maxBitrate, long avgBitrate) implements Box {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("btrt");

  static final BitRateBox BLANK = new BitRateBox(0, 0, 0);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public BitRateBox fields(Fields f) throws MediaException {
    return new BitRateBox(
        f.u32("bufferSizeDB", bufferSize),
        f.u32("maxBitrate", maxBitrate),
        f.u32("avgBitrate", avgBitrate));
  }
}
