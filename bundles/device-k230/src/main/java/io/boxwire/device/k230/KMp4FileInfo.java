package io.boxwire.device.k230;

/** What a file holds: {@code k_mp4_file_info_s}, field for field. Used by one thread at a time. */
public final class KMp4FileInfo {
  /** How long the presentation is, in milliseconds. */
  public long duration;

  /** How many tracks there are. */
  public int trackNum;

  /** Makes a struct with every field 0 or empty. */
  public KMp4FileInfo() {}
}
