package io.boxwire.device.k230;

/**
 * What a track holds: {@code k_mp4_track_info_s}, field for field. Used by one thread at a time.
 */
public final class KMp4TrackInfo {
  /** {@link KdMp4#K_MP4_STREAM_VIDEO} or {@link KdMp4#K_MP4_STREAM_AUDIO}. */
  public int trackType;

  /**
   * The timescale of the track in the file, in hertz. When a track is created, 0 stands for 90000
   * with video, for the sampling rate with audio.
   */
  public int timeScale;

  /** Of a video track: its size and codec. */
  public KMp4VideoInfo videoInfo = new KMp4VideoInfo();

  /** Of an audio track: its channels, rate and codec. */
  public KMp4AudioInfo audioInfo = new KMp4AudioInfo();

  /** Makes a struct with every field 0 or empty. */
  public KMp4TrackInfo() {}
}
