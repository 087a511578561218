package io.boxwire.device.k230;

/** What is written: {@code k_mp4_config_muxer_s}, field for field. Used by one thread at a time. */
public final class KMp4ConfigMuxer {
  /** The file, which must not exist; a path of any length. */
  public String fileName = "";

  /**
   * 1 for fragmented MP4. With 0, the file is fragmented while it grows, so that a power cut costs
   * the last second at most, and an ordinary MP4 file once closed.
   */
  public int fmp4Flag;

  /** Makes a struct with every field 0 or empty. */
  public KMp4ConfigMuxer() {}
}
