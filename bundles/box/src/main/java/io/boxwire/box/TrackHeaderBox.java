package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * What holds for a track (ISO/IEC 14496-12:2022 8.3.2).
 *
 * @param version 1 if times and duration have 64 bits, else 0
 * @param flags {@link #ENABLED}, {@link #IN_MOVIE}, {@link #IN_PREVIEW} and others
 * @param creationTime in seconds since 1904-01-01 UTC
 * @param modificationTime in seconds since 1904-01-01 UTC
 * @param trackId not 0
 * @param duration after edits, in ticks of the movie; all ones if unknown
 * @param layer the lower, the nearer
 * @param alternateGroup not 0 if only one track of the group is to be played
 * @param volume 8.8, 1.0 for audio, else 0
 * @param matrix of the pictures
 * @param width 16.16, as shown, with the sample aspect ratio applied
 * @param height 16.16, as shown
 */
public record TrackHeaderBox(
    int version,
    int flags,
    long creationTime,
    long modificationTime,
    long trackId,
    long duration,
    int layer,
    int alternateGroup,
    int volume,
    Matrix matrix,
    int width,
    int height)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("tkhd");

  /** A flag: the track is not switched off. */
  public static final int ENABLED = 1;

  /** A flag: the track is part of the presentation. */
  public static final int IN_MOVIE = 2;

  /** A flag: the track is part of the preview. */
  public static final int IN_PREVIEW = 4;

  static final TrackHeaderBox BLANK =
      new TrackHeaderBox(0, 0, 0, 0, 0, 0, 0, 0, 0, Matrix.IDENTITY, 0, 0);

  /**
   * Makes the header of a video track that is enabled and part of the presentation.
   *
   * @param creationTime in seconds since 1904-01-01 UTC, also taken as the modification time
   * @param trackId not 0
   * @param duration in ticks of the movie
   * @param width 16.16, as shown
   * @param height 16.16, as shown
   * @return the box
   */
  public static TrackHeaderBox video(
      long creationTime, long trackId, long duration, int width, int height) {
    return of(creationTime, trackId, duration, 0, width, height);
  }

  /**
   * Makes the header of an audio track that is enabled and part of the presentation.
   *
   * @param creationTime in seconds since 1904-01-01 UTC, also taken as the modification time
   * @param trackId not 0
   * @param duration in ticks of the movie
   * @return the box
   */
  public static TrackHeaderBox audio(long creationTime, long trackId, long duration) {
    return of(creationTime, trackId, duration, 0x100, 0, 0);
  }

  /**
   * The same header with pictures turned in another way.
   *
   * @param turned the matrix
   * @return the box
   */
  public TrackHeaderBox with(Matrix turned) {
    return new TrackHeaderBox(
        version,
        flags,
        creationTime,
        modificationTime,
        trackId,
        duration,
        layer,
        alternateGroup,
        volume,
        turned,
        width,
        height);
  }

  private static TrackHeaderBox of(
      long creationTime, long trackId, long duration, int volume, int width, int height) {
    return new TrackHeaderBox(
        Times.version(creationTime, duration),
        ENABLED | IN_MOVIE,
        creationTime,
        creationTime,
        trackId,
        duration,
        0,
        0,
        volume,
        Matrix.IDENTITY,
        width,
        height);
  }

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public TrackHeaderBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int newFlags = f.flags(flags);
    int bits = Times.bits(v);
    long created = f.unsigned("creation_time", bits, creationTime);
    long modified = f.unsigned("modification_time", bits, modificationTime);
    long id = f.u32("track_ID", trackId);
    f.reserved(4);
    long length = f.unsigned("duration", bits, duration);
    f.reserved(8);
    int newLayer = (int) f.signed("layer", 16, layer);
    int group = (int) f.signed("alternate_group", 16, alternateGroup);
    int newVolume = f.fixed8("volume", volume);
    f.reserved(2);
    Matrix newMatrix = matrix.fields(f);
    int newWidth = f.fixed16("width", width);
    int newHeight = f.fixed16("height", height);
    return new TrackHeaderBox(
        v, newFlags, created, modified, id, length, newLayer, group, newVolume, newMatrix, newWidth,
        newHeight);
  }
}
