package io.boxwire.device.k230;

/** What is read: {@code k_mp4_config_demuxer_s}, field for field. Used by one thread at a time. */
public final class KMp4ConfigDemuxer {
  /** The file; a path of any length. */
  public String fileName = "";

  /** Makes a struct with every field 0 or empty. */
  public KMp4ConfigDemuxer() {}
}
