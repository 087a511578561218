package io.boxwire.device.k230;

/**
 * What a video track holds: {@code k_mp4_video_info_s}, field for field. Used by one thread at a
 * time.
 */
public final class KMp4VideoInfo {
  /** The width of the picture in pixels; 0, when a track is created, for what the stream says. */
  public int width;

  /** The height of the picture in pixels; 0, when a track is created, for what the stream says. */
  public int height;

  /** The track's {@code track_ID} in the file; set by {@link KdMp4#getTrackByIndex}. */
  public int trackId;

  /** {@code K_MP4_CODEC_ID_H264}, {@code _H265}, or what {@link KdMp4#codecId} gives. */
  public int codecId;

  /** Makes a struct with every field 0 or empty. */
  public KMp4VideoInfo() {}
}
