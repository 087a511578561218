package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * What holds for the whole movie (ISO/IEC 14496-12:2022 8.2.2).
 *
 * @param version 1 if times and duration have 64 bits, else 0
 * @param flags 0
 * @param creationTime in seconds since 1904-01-01 UTC
 * @param modificationTime in seconds since 1904-01-01 UTC
 * @param timescale ticks a second
 * @param duration of the longest track after its edits, in ticks; all ones if unknown
 * @param rate 16.16, normally 1.0
 * @param volume 8.8, normally 1.0
 * @param matrix of all pictures
 * @param nextTrackId larger than every track's ID
 */
public record MovieHeaderBox(
    int version,
    int flags,
    long creationTime,
    long modificationTime,
    long timescale,
    long duration,
    int rate,
    int volume,
    Matrix matrix,
    long nextTrackId)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("mvhd");

  static final MovieHeaderBox BLANK =
      new MovieHeaderBox(0, 0, 0, 0, 0, 0, 0, 0, Matrix.IDENTITY, 0);

  /**
   * Makes a header at normal speed and volume, of the version that its times need.
   *
   * @param creationTime in seconds since 1904-01-01 UTC, also taken as the modification time
   * @param timescale ticks a second
   * @param duration in ticks
   * @param nextTrackId larger than every track's ID
   * @return the box
   */
  public static MovieHeaderBox of(
      long creationTime, long timescale, long duration, long nextTrackId) {
    return new MovieHeaderBox(
        Times.version(creationTime, duration),
        0,
        creationTime,
        creationTime,
        timescale,
        duration,
        0x10000,
        0x100,
        Matrix.IDENTITY,
        nextTrackId);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public MovieHeaderBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int newFlags = f.flags(flags);
    int bits = Times.bits(v);
    long created = f.unsigned("creation_time", bits, creationTime);
    long modified = f.unsigned("modification_time", bits, modificationTime);
    long scale = f.u32("timescale", timescale);
    long length = f.unsigned("duration", bits, duration);
    int newRate = f.fixed16("rate", rate);
    int newVolume = f.fixed8("volume", volume);
    f.reserved(10);
    Matrix newMatrix = matrix.fields(f);
    f.reserved(24);
    long next = f.u32("next_track_ID", nextTrackId);
    return new MovieHeaderBox(
        v, newFlags, created, modified, scale, length, newRate, newVolume, newMatrix, next);
  }
}
