package io.boxwire.device.k230;

import io.boxwire.api.MediaException;
import io.boxwire.api.Pace;
import io.boxwire.api.RecordingStatistics;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Records from a camera and a microphone into an MP4 file, or plays such a file back: the board's
 * {@code Mp4Container}.
 *
 * <pre>{@code
 * Mp4Container mp4Muxer = k230.newMp4Container();
 * Mp4CfgStr mp4Cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
 * mp4Cfg.setMuxerCfg("test.mp4", Mp4Container.MP4_CODEC_ID_H265, 1280, 720,
 *     Mp4Container.MP4_CODEC_ID_G711U);
 * mp4Muxer.create(mp4Cfg);
 * mp4Muxer.start();
 * for (int frameCount = 0; frameCount < 200; frameCount++) {
 *   mp4Muxer.process();
 * }
 * mp4Muxer.stop();
 * mp4Muxer.destroy();
 * }</pre>
 *
 * <p>The order of calls is {@code create}, {@code start}, {@code process} any number of times,
 * {@code stop}, {@code destroy}; after {@code destroy} the container can be created again. A call
 * out of order changes nothing and throws an {@link IllegalStateException} that says which one is
 * to be called; {@code destroy} alone is allowed in every state, stops what runs, and does nothing
 * where nothing was created. {@code process} is called by one thread at a time, the others from
 * any; {@code stop} and {@code destroy} end a {@code process} that waits, which returns false then,
 * or does so when it is called next, once: so a thread may call {@code process} in a loop while
 * another stops the container.
 *
 * <p>What is noticed on the way, such as a gap in the sound or damaged input that is skipped, is
 * logged.
 */
@ProviderType
public interface Mp4Container extends AutoCloseable {
  /** Container type: records. */
  int MP4_CONFIG_TYPE_MUXER = 1;

  /** Container type: plays back. */
  int MP4_CONFIG_TYPE_DEMUXER = 2;

  /** Stream type: video. */
  int MP4_STREAM_TYPE_VIDEO = 1;

  /** Stream type: audio. */
  int MP4_STREAM_TYPE_AUDIO = 2;

  /** Payload type: H.264 video. */
  int MP4_CODEC_ID_H264 = 0;

  /** Payload type: H.265 video. */
  int MP4_CODEC_ID_H265 = 1;

  /** Payload type: G.711 A-law audio. */
  int MP4_CODEC_ID_G711A = 2;

  /** Payload type: G.711 mu-law audio. */
  int MP4_CODEC_ID_G711U = 3;

  /** Payload type: no video, or no audio. The board has nothing like it. */
  int MP4_CODEC_ID_NONE = -1;

  /**
   * Opens the camera and creates the file, or opens the file that is played. If that fails,
   * everything is as it was before: the device is let go, and no file is left behind.
   *
   * @param mp4Cfg what is recorded or played; copied
   * @throws MediaException {@code BAD_REQUEST} if the configuration is impossible, and says why;
   *     {@code DEVICE_FAILED} if the device is missing, busy or broken; {@code IO} if the file
   *     exists or can't be created or read; {@code NO_CODEC}, {@code SERVICE_GONE} if a part is
   *     missing; the errors of reading for a file that is played
   */
  void create(Mp4CfgStr mp4Cfg) throws MediaException;

  /**
   * Starts capturing, or the clock of playing back.
   *
   * @throws MediaException {@code DEVICE_FAILED} if the device can't be started
   */
  void start() throws MediaException;

  /**
   * Recording: waits for the next video frame and writes it, with all audio captured up to it.
   * Audio from before the first video frame is left out; times are those of the capture clock, so
   * that sound and picture stay together at any frame rate. Without video, writes the next audio
   * block. What comes while nobody calls is queued, and past the queue dropped by the device and
   * counted.
   *
   * <p>Playing back: hands the next frame, in time order across tracks, to the listener, at its
   * time if that is configured.
   *
   * @return whether there was a frame; false at the end of the file, or of what the device delivers
   * @throws MediaException {@code DEVICE_FAILED}, {@code IO}, {@code CODEC_GONE} and so on: the
   *     recording has ended then, and its file is closed and plays; or the errors of reading, and
   *     what the listener throws
   * @throws InterruptedException if interrupted before or while it waits; nothing is lost, and
   *     {@code process} can be called again; or thrown by the listener, which has had the frame
   */
  boolean process() throws MediaException, InterruptedException;

  /**
   * Stops capturing or playing, and closes the device. All frames that {@code process} was called
   * for are in the file.
   *
   * @throws MediaException what ended the recording, if it failed
   */
  void stop() throws MediaException;

  /**
   * Finishes the file and lets go of everything. The container can then be created again.
   *
   * @throws MediaException if the file could not be finished; everything is let go all the same
   */
  void destroy() throws MediaException;

  /** The same as {@link #destroy()}. */
  @Override
  default void close() throws MediaException {
    destroy();
  }

  /**
   * When the first frame in the file was captured. The times in the file count from it, or from
   * {@link MuxerCfgStr#videoStartTimestamp} where that is set.
   *
   * @return microseconds on the clock of the device; 0 before the first frame
   */
  long videoStartTimestamp();

  /**
   * How far the recording has come; after {@code destroy}, how far it came.
   *
   * @return a snapshot; all zero where nothing was recorded
   */
  RecordingStatistics statistics();

  /**
   * How late frames were handed over when playing back.
   *
   * @return a snapshot; all zero where nothing was played at its time
   */
  Pace.Lateness lateness();
}
