package io.boxwire.device.k230;

/** What an {@link Mp4Container} plays back. Used by one thread at a time. */
public final class DemuxerCfgStr {
  /** When frames are handed over. */
  public enum Pacing {
    /** When {@code process} is called. */
    NONE,
    /** At their times, by a clock that starts with the first one. */
    REALTIME
  }

  /** The file. */
  public String fileName = "";

  /** Is given the frames. */
  public Mp4FrameListener listener = frame -> {};

  /** When it is given them. */
  public Pacing pacing = Pacing.NONE;

  /** What the frames' times are counted in. */
  public KMp4TimeUnit timeUnit = KMp4TimeUnit.MILLISECONDS;

  /** Makes a configuration without a file. */
  public DemuxerCfgStr() {}
}
