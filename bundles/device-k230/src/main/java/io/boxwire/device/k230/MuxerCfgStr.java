package io.boxwire.device.k230;

/**
 * What an {@link Mp4Container} records: {@code MuxerCfgStr}, field for field. Used by one thread at
 * a time.
 */
public final class MuxerCfgStr {
  /** The file, which must not exist. */
  public String fileName = "";

  /** {@code MP4_CODEC_ID_H264}, {@code _H265}, or {@code _NONE}. */
  public int videoPayloadType;

  /** The width of the picture in pixels; 0 for the device's own. */
  public int picWidth;

  /** The height of the picture in pixels; 0 for the device's own. */
  public int picHeight;

  /** {@code MP4_CODEC_ID_G711A}, {@code _G711U}, or {@code _NONE}. */
  public int audioPayloadType;

  /**
   * The capture time that becomes time 0 of the file, in microseconds on the clock of the device;
   * what was captured before it is left out. With 0, the first video frame decides. Recordings of
   * several devices on one clock get one time line by it. The board never reads this field.
   */
  public long videoStartTimestamp;

  /** 1 for fragmented MP4, else 0. */
  public int fmp4Flag;

  /** Makes a configuration with every field 0 or empty. */
  public MuxerCfgStr() {}
}
