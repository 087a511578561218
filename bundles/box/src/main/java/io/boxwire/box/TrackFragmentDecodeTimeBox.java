package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * When the first sample of a track fragment is decoded (ISO/IEC 14496-12:2022 8.8.12).
 *
 * @param version 1 if the time has 64 bits, else 0
 * @param flags 0
 * @param baseMediaDecodeTime in ticks of the media
 */
public record TrackFragmentDecodeTimeBox(int version, int flags, long baseMediaDecodeTime)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("tfdt");

  static final TrackFragmentDecodeTimeBox BLANK = new TrackFragmentDecodeTimeBox(0, 0, 0);

  /**
   * Makes the box, with 64 bits.
   *
   * @param baseMediaDecodeTime in ticks of the media
   * @return the box
   */
  public static TrackFragmentDecodeTimeBox of(long baseMediaDecodeTime) {
    return new TrackFragmentDecodeTimeBox(1, 0, baseMediaDecodeTime);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public TrackFragmentDecodeTimeBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    return new TrackFragmentDecodeTimeBox(
        v, f.flags(flags), f.unsigned("baseMediaDecodeTime", Times.bits(v), baseMediaDecodeTime));
  }
}
