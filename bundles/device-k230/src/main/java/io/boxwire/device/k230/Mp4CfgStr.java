package io.boxwire.device.k230;

import java.util.Map;
import java.util.Optional;

/**
 * What an {@link Mp4Container} does: {@code Mp4CfgStr}. Used by one thread at a time.
 *
 * <p>Beyond the board's, it can name the capture device and its options.
 */
public final class Mp4CfgStr {
  /** {@link Mp4Container#MP4_CONFIG_TYPE_MUXER} or {@link Mp4Container#MP4_CONFIG_TYPE_DEMUXER}. */
  public int type;

  /** What is recorded. */
  public MuxerCfgStr muxerCfg = new MuxerCfgStr();

  /** What is played back. The board has nothing like it. */
  public DemuxerCfgStr demuxerCfg = new DemuxerCfgStr();

  private Optional<String> device = Optional.empty();
  private Map<String, String> deviceOptions = Map.of();

  /**
   * Makes a configuration.
   *
   * @param type {@link Mp4Container#MP4_CONFIG_TYPE_MUXER} or {@link
   *     Mp4Container#MP4_CONFIG_TYPE_DEMUXER}
   */
  public Mp4CfgStr(int type) {
    this.type = type;
  }

  /**
   * Sets what is recorded, into a file that survives a power cut and is an ordinary MP4 file once
   * closed: {@code SetMuxerCfg} with its default.
   *
   * @param fileName the file, which must not exist
   * @param videoPayloadType {@code MP4_CODEC_ID_H264}, {@code _H265}, or {@code _NONE}
   * @param picWidth pixels; 0 for the device's own
   * @param picHeight pixels; 0 for the device's own
   * @param audioPayloadType {@code MP4_CODEC_ID_G711A}, {@code _G711U}, or {@code _NONE}
   */
  public void setMuxerCfg(
      String fileName, int videoPayloadType, int picWidth, int picHeight, int audioPayloadType) {
    setMuxerCfg(fileName, videoPayloadType, picWidth, picHeight, audioPayloadType, 0);
  }

  /**
   * Sets what is recorded: {@code SetMuxerCfg}.
   *
   * @param fileName the file, which must not exist
   * @param videoPayloadType {@code MP4_CODEC_ID_H264}, {@code _H265}, or {@code _NONE}
   * @param picWidth pixels; 0 for the device's own
   * @param picHeight pixels; 0 for the device's own
   * @param audioPayloadType {@code MP4_CODEC_ID_G711A}, {@code _G711U}, or {@code _NONE}
   * @param fmp4Flag 1 for fragmented MP4, else 0
   */
  public void setMuxerCfg(
      String fileName,
      int videoPayloadType,
      int picWidth,
      int picHeight,
      int audioPayloadType,
      int fmp4Flag) {
    muxerCfg.fileName = fileName;
    muxerCfg.videoPayloadType = videoPayloadType;
    muxerCfg.picWidth = picWidth;
    muxerCfg.picHeight = picHeight;
    muxerCfg.audioPayloadType = audioPayloadType;
    muxerCfg.fmp4Flag = fmp4Flag;
  }

  /**
   * Sets what is played back, as fast as {@code process} is called: {@code SetDemuxerCfg}, which
   * does nothing on the board.
   *
   * @param fileName the file
   * @param listener is given the frames
   */
  public void setDemuxerCfg(String fileName, Mp4FrameListener listener) {
    setDemuxerCfg(fileName, listener, DemuxerCfgStr.Pacing.NONE);
  }

  /**
   * Sets what is played back.
   *
   * @param fileName the file
   * @param listener is given the frames
   * @param pacing when it is given them
   */
  public void setDemuxerCfg(
      String fileName, Mp4FrameListener listener, DemuxerCfgStr.Pacing pacing) {
    demuxerCfg.fileName = fileName;
    demuxerCfg.listener = listener;
    demuxerCfg.pacing = pacing;
  }

  /**
   * Sets what is recorded from.
   *
   * @param id the {@code device.id} of a capture device
   * @param options its options, as {@code record --device-opt} takes them
   */
  public void setDevice(String id, Map<String, String> options) {
    this.device = Optional.of(id);
    this.deviceOptions = Map.copyOf(options);
  }

  /**
   * What is recorded from.
   *
   * @return the {@code device.id} of a capture device; by default the one the module is configured
   *     with, which is {@code builtin} where it is not
   */
  public Optional<String> device() {
    return device;
  }

  /**
   * The options of the device.
   *
   * @return an unmodifiable map of names and values
   */
  public Map<String, String> deviceOptions() {
    return deviceOptions;
  }
}
