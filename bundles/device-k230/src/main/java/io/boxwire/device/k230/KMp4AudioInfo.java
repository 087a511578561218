package io.boxwire.device.k230;

/**
 * What an audio track holds: {@code k_mp4_audio_info_s}, field for field. Used by one thread at a
 * time.
 */
public final class KMp4AudioInfo {
  /** How many channels there are. */
  public int channels;

  /** The sampling rate in hertz. */
  public int sampleRate;

  /** The size of a sample before it was coded, in bits: 16 for G.711. */
  public int bitPerSample;

  /** The track's {@code track_ID} in the file; set by {@link KdMp4#getTrackByIndex}. */
  public int trackId;

  /** {@code K_MP4_CODEC_ID_G711A}, {@code _G711U}, or what {@link KdMp4#codecId} gives. */
  public int codecId;

  /** Makes a struct with every field 0 or empty. */
  public KMp4AudioInfo() {}
}
