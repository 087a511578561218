package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * What the fragments of a track take for granted (ISO/IEC 14496-12:2022 8.8.3).
 *
 * @param version 0
 * @param flags 0
 * @param trackId the track
 * @param defaultSampleDescriptionIndex the sample entry, from 1
 * @param defaultSampleDuration in ticks of the media
 * @param defaultSampleSize in bytes
 * @param defaultSampleFlags as in {@link SampleFlags}
 */
public record TrackExtendsBox(
    int version,
    int flags,
    long trackId,
    long defaultSampleDescriptionIndex,
    long defaultSampleDuration,
    long defaultSampleSize,
    long defaultSampleFlags)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("trex");

  static final TrackExtendsBox BLANK = of(0);

  /**
   * Makes the box with the first sample entry and nothing else taken for granted.
   *
   * @param trackId the track
   * @return the box
   */
  public static TrackExtendsBox of(long trackId) {
    return new TrackExtendsBox(0, 0, trackId, 1, 0, 0, 0);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public TrackExtendsBox fields(Fields f) throws MediaException {
    return new TrackExtendsBox(
        f.version(version, 0),
        f.flags(flags),
        f.u32("track_ID", trackId),
        f.u32("default_sample_description_index", defaultSampleDescriptionIndex),
        f.u32("default_sample_duration", defaultSampleDuration),
        f.u32("default_sample_size", defaultSampleSize),
        f.bits("default_sample_flags", 32, defaultSampleFlags));
  }
}
