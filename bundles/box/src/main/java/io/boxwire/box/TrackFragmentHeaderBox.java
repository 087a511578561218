package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * Which track a track fragment belongs to, and what its runs take for granted (ISO/IEC
 * 14496-12:2022 8.8.7). A field that its flag does not announce is 0 here and absent in the file.
 *
 * @param version 0
 * @param flags which fields there are
 * @param trackId the track
 * @param baseDataOffset where data offsets count from, in the file
 * @param sampleDescriptionIndex the sample entry, from 1
 * @param defaultSampleDuration in ticks of the media
 * @param defaultSampleSize in bytes
 * @param defaultSampleFlags as in {@link SampleFlags}
 */
public record TrackFragmentHeaderBox(
    int version,
    int flags,
    long trackId,
    long baseDataOffset,
    long sampleDescriptionIndex,
    long defaultSampleDuration,
    long defaultSampleSize,
    long defaultSampleFlags)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("tfhd");

  /** A flag: {@link #baseDataOffset} is there. */
  public static final int BASE_DATA_OFFSET = 0x1;

  /** A flag: {@link #sampleDescriptionIndex} is there. */
  public static final int SAMPLE_DESCRIPTION_INDEX = 0x2;

  /** A flag: {@link #defaultSampleDuration} is there. */
  public static final int DEFAULT_SAMPLE_DURATION = 0x8;

  /** A flag: {@link #defaultSampleSize} is there. */
  public static final int DEFAULT_SAMPLE_SIZE = 0x10;

  /** A flag: {@link #defaultSampleFlags} is there. */
  public static final int DEFAULT_SAMPLE_FLAGS = 0x20;

  /** A flag: the fragment has no samples, only a duration. */
  public static final int DURATION_IS_EMPTY = 0x10000;

  /** A flag: data offsets count from the start of the {@code moof}. */
  public static final int DEFAULT_BASE_IS_MOOF = 0x20000;

  static final TrackFragmentHeaderBox BLANK = new TrackFragmentHeaderBox(0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Makes the box with data offsets that count from the {@code moof}.
   *
   * @param trackId the track
   * @param flags of the defaults that are given
   * @param defaultSampleDuration in ticks of the media
   * @param defaultSampleSize in bytes
   * @param defaultSampleFlags as in {@link SampleFlags}
   * @return the box
   */
  public static TrackFragmentHeaderBox of(
      long trackId,
      int flags,
      long defaultSampleDuration,
      long defaultSampleSize,
      long defaultSampleFlags) {
    return new TrackFragmentHeaderBox(
        0,
        flags | DEFAULT_BASE_IS_MOOF,
        trackId,
        0,
        0,
        defaultSampleDuration,
        defaultSampleSize,
        defaultSampleFlags);
  }

  /**
   * Tells whether a flag is set.
   *
   * @param flag one of the flags of this class
   * @return true if it is
   */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public TrackFragmentHeaderBox fields(Fields f) throws MediaException {
    int v = f.version(version, 0);
    int set = f.flags(flags);
    long id = f.u32("track_ID", trackId);
    long base = 0;
    if ((set & BASE_DATA_OFFSET) != 0) {
      base = f.u64("base_data_offset", baseDataOffset);
    }
    long index = 0;
    if ((set & SAMPLE_DESCRIPTION_INDEX) != 0) {
      index = f.u32("sample_description_index", sampleDescriptionIndex);
    }
    long duration = 0;
    if ((set & DEFAULT_SAMPLE_DURATION) != 0) {
      duration = f.u32("default_sample_duration", defaultSampleDuration);
    }
    long size = 0;
    if ((set & DEFAULT_SAMPLE_SIZE) != 0) {
      size = f.u32("default_sample_size", defaultSampleSize);
    }
    long sampleFlags = 0;
    if ((set & DEFAULT_SAMPLE_FLAGS) != 0) {
      sampleFlags = f.bits("default_sample_flags", 32, defaultSampleFlags);
    }
    return new TrackFragmentHeaderBox(v, set, id, base, index, duration, size, sampleFlags);
  }
}
