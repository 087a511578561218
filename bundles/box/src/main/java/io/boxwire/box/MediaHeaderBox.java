package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * What holds for the media of a track (ISO/IEC 14496-12:2022 8.4.2).
 *
 * @param version 1 if times and duration have 64 bits, else 0
 * @param flags 0
 * @param creationTime in seconds since 1904-01-01 UTC
 * @param modificationTime in seconds since 1904-01-01 UTC
 * @param timescale ticks a second of this track
 * @param duration in ticks; all ones if unknown
 * @param language as stored: three letters of 5 bits, or a QuickTime language number
 */
public record MediaHeaderBox(
    int version,
    int flags,
    long creationTime,
    long modificationTime,
    long timescale,
    long duration,
    int language)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("mdhd");

  /** The language that is none in particular, {@code und}. */
  public static final int UNDETERMINED = 0x55c4;

  static final MediaHeaderBox BLANK = new MediaHeaderBox(0, 0, 0, 0, 0, 0, 0);

  /**
   * Makes a header in no particular language, of the version that its times need.
   *
   * @param creationTime in seconds since 1904-01-01 UTC, also taken as the modification time
   * @param timescale ticks a second
   * @param duration in ticks
   * @return the box
   */
  public static MediaHeaderBox of(long creationTime, long timescale, long duration) {
    return new MediaHeaderBox(
        Times.version(creationTime, duration),
        0,
        creationTime,
        creationTime,
        timescale,
        duration,
        UNDETERMINED);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public MediaHeaderBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int newFlags = f.flags(flags);
    int bits = Times.bits(v);
    long created = f.unsigned("creation_time", bits, creationTime);
    long modified = f.unsigned("modification_time", bits, modificationTime);
    long scale = f.u32("timescale", timescale);
    long length = f.unsigned("duration", bits, duration);
    int newLanguage = f.language("language", language);
    f.reserved(2);
    return new MediaHeaderBox(v, newFlags, created, modified, scale, length, newLanguage);
  }
}
