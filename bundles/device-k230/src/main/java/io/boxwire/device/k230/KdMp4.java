package io.boxwire.device.k230;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The {@code kd_mp4_*} calls: writes and reads MP4 files frame by frame, over handles.
 *
 * <p>Every call returns {@link #K_MP4_OK}, or the code of what went wrong, and throws nothing;
 * {@link #errorMessage(long)} then says it in words. A call that fails changes nothing, and the
 * instance can be used on. There may be any number of instances and tracks, frames of any size and
 * paths of any length.
 *
 * <p>What is noticed while a file is written or read, such as a gap in the sound or input that is
 * skipped, is logged.
 *
 * <p>Safe for use by any number of threads. Calls for one instance wait for each other, so that
 * frames of different tracks may be written from different threads; an interrupt while one waits
 * gives {@link #K_MP4_ERR_INTERRUPTED} and leaves the flag up, with nothing done. Only {@link
 * #create} and {@link #destroy} are done all the same.
 */
@ProviderType
public interface KdMp4 {
  /** Configuration type: writes a file. */
  int K_MP4_CONFIG_MUXER = 1;

  /** Configuration type: reads a file. */
  int K_MP4_CONFIG_DEMUXER = 2;

  /** Stream type: video. */
  int K_MP4_STREAM_VIDEO = 1;

  /** Stream type: audio. */
  int K_MP4_STREAM_AUDIO = 2;

  /** Codec: H.264 video. */
  int K_MP4_CODEC_ID_H264 = 0;

  /** Codec: H.265 video. */
  int K_MP4_CODEC_ID_H265 = 1;

  /** Codec: G.711 A-law audio. */
  int K_MP4_CODEC_ID_G711A = 2;

  /** Codec: G.711 mu-law audio. */
  int K_MP4_CODEC_ID_G711U = 3;

  /** Done. */
  int K_MP4_OK = 0;

  /** The configuration, track information or frame is impossible as given. */
  int K_MP4_ERR_ARGUMENT = -1;

  /** There are no parameter sets: the first video frame can't be decoded from. */
  int K_MP4_ERR_NO_PARAMETER_SETS = -2;

  /** No instance has this handle: it was never given, or is destroyed. */
  int K_MP4_ERR_HANDLE = -3;

  /** The instance has no track with this handle: it is another's, or destroyed. */
  int K_MP4_ERR_TRACK = -4;

  /** The call is for instances of the other type, or comes at the wrong time. */
  int K_MP4_ERR_STATE = -5;

  /** The index is not that of a track. */
  int K_MP4_ERR_INDEX = -6;

  /** The frame is of another codec than its track. */
  int K_MP4_ERR_CODEC_MISMATCH = -7;

  /** No plugin is present for the codec, or it went away. */
  int K_MP4_ERR_NO_CODEC = -8;

  /** The frame can't be stored: its time goes back, it holds no picture, and so on. */
  int K_MP4_ERR_FRAME = -9;

  /** The parameter sets changed where the kind of file can't express it. */
  int K_MP4_ERR_CONFIGURATION_CHANGED = -10;

  /** The file can't be created, read or written: it exists, the disk is full, and so on. */
  int K_MP4_ERR_IO = -11;

  /** The file that is read breaks its format. */
  int K_MP4_ERR_MALFORMED = -12;

  /** The file that is read uses a part of the format that is not supported, or is too large. */
  int K_MP4_ERR_UNSUPPORTED = -13;

  /** A part that is needed is not present, or was stopped. */
  int K_MP4_ERR_SERVICE_GONE = -14;

  /** The thread was interrupted while the call waited; the frame was not taken. */
  int K_MP4_ERR_INTERRUPTED = -15;

  /** A part, such as a codec plugin, failed in a way that it must not; the message says how. */
  int K_MP4_ERR_INTERNAL = -16;

  /**
   * Creates an instance: {@code kd_mp4_create}. If it fails, nothing is left behind.
   *
   * @param handle is given the instance's handle, or 0 if the call fails
   * @param config what it does; copied
   * @return {@link #K_MP4_OK} or a code
   */
  int create(KU64Ptr handle, KMp4Config config);

  /**
   * Creates a track, before the first frame: {@code kd_mp4_create_track}.
   *
   * @param handle the instance
   * @param trackHandle is given the track's handle, or 0 if the call fails
   * @param trackInfo what the track holds; copied
   * @return {@link #K_MP4_OK} or a code
   */
  int createTrack(long handle, KU64Ptr trackHandle, KMp4TrackInfo trackInfo);

  /**
   * Destroys all tracks of an instance: {@code kd_mp4_destroy_tracks}. Their handles are no longer
   * valid; what was written on them stays written, and {@link #destroy} finishes the file.
   *
   * @param handle the instance
   * @return {@link #K_MP4_OK} or a code
   */
  int destroyTracks(long handle);

  /**
   * Finishes the file and destroys the instance: {@code kd_mp4_destroy}. The handle is no longer
   * valid, whatever the call returns.
   *
   * @param handle the instance
   * @return {@link #K_MP4_OK} or a code
   */
  int destroy(long handle);

  /**
   * Writes a frame: {@code kd_mp4_write_frame}. The first frame of a video track is one that can be
   * decoded from; parameter sets may come in front of it in the same frame, or in one of their own.
   *
   * <p>Times may count from anywhere: the file begins with the earliest of the first frames of its
   * tracks. A picture is shown when it is decoded, as the board's encoder does not reorder; the
   * struct has no other time. G.711 blocks whose times are those of the end of the block before, to
   * the unit, follow it exactly.
   *
   * @param handle the instance
   * @param trackHandle the track, as {@link #createTrack} gave it
   * @param frameData the frame; {@code eof} is ignored
   * @return {@link #K_MP4_OK} or a code
   */
  int writeFrame(long handle, long trackHandle, KMp4FrameData frameData);

  /**
   * Says what a file that is read holds: {@code kd_mp4_get_file_info}.
   *
   * @param handle the instance
   * @param fileInfo is filled
   * @return {@link #K_MP4_OK} or a code
   */
  int getFileInfo(long handle, KMp4FileInfo fileInfo);

  /**
   * Says what a track of a file that is read holds: {@code kd_mp4_get_track_by_index}.
   *
   * @param handle the instance
   * @param index from 0 to the number of tracks less 1
   * @param trackInfo is filled: its type, timescale, and the part for that type; a track that is
   *     neither video nor audio has the type 0
   * @return {@link #K_MP4_OK} or a code
   */
  int getTrackByIndex(long handle, int index, KMp4TrackInfo trackInfo);

  /**
   * Reads the next frame, in time order across tracks: {@code kd_mp4_get_frame}. Video comes in
   * byte stream form (Annex B), with the parameter sets once in front of each sync sample; frames
   * of a track whose codec has no plugin come as they are stored.
   *
   * @param handle the instance
   * @param frameData is filled; at the end of the file {@code eof} is 1 and the rest untouched
   * @return {@link #K_MP4_OK}, also at the end, or a code
   */
  int getFrame(long handle, KMp4FrameData frameData);

  /**
   * The codec ID of a codec beyond the board's four.
   *
   * @param codec the name of a codec for which a plugin is present, such as {@code aac}
   * @return its ID for this object, at least 4; 0 to 3 for the board's own; {@link
   *     #K_MP4_ERR_NO_CODEC} if no plugin is present for it
   */
  int codecId(String codec);

  /**
   * The codec that an ID stands for.
   *
   * @param codecId one that this object has given, or one of the board's
   * @return its name, such as {@code h264}; for a track that no plugin knows, the type of its
   *     sample entry, such as {@code mp4a}; empty for an ID that stands for nothing
   */
  String codecName(int codecId);

  /**
   * What the last failed call for an instance said.
   *
   * @param handle the instance, which may be the one that was destroyed last; 0, or any handle that
   *     is not valid, for calls that had no valid one
   * @return one sentence; empty if there was no failure
   */
  String errorMessage(long handle);

  /**
   * What a code stands for.
   *
   * @param code as a call returned it
   * @return a few words
   */
  String errorName(int code);
}
