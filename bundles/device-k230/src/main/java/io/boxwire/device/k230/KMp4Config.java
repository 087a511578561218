package io.boxwire.device.k230;

/** What an instance does: {@code k_mp4_config_s}, field for field. Used by one thread at a time. */
public final class KMp4Config {
  /** {@link KdMp4#K_MP4_CONFIG_MUXER} or {@link KdMp4#K_MP4_CONFIG_DEMUXER}. */
  public int configType;

  /** What is written. */
  public KMp4ConfigMuxer muxerConfig = new KMp4ConfigMuxer();

  /**
   * What is read. On the board it shares its memory with {@link #muxerConfig}, and the manual names
   * the file there: so, where no file is named here, that one is read.
   */
  public KMp4ConfigDemuxer demuxerConfig = new KMp4ConfigDemuxer();

  /**
   * What the times of frames are counted in. The board has nothing like it. Times that look as if
   * they were counted in another unit are logged, once.
   */
  public KMp4TimeUnit timeUnit = KMp4TimeUnit.MILLISECONDS;

  /** Makes a struct with every field 0 or empty. */
  public KMp4Config() {}
}
