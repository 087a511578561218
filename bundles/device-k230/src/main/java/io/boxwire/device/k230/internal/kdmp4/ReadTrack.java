package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.MediaType;
import io.boxwire.api.TrackFormat;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KdMp4;
import java.util.Map;

/**
 * A track that is read.
 *
 * @param id its {@code track_ID}
 * @param format what the file says of it
 * @param codecId the number of its codec
 */
record ReadTrack(int id, TrackFormat format, int codecId) {
  private static final Map<MediaType, Integer> TYPES =
      Map.of(
          MediaType.VIDEO, KdMp4.K_MP4_STREAM_VIDEO,
          MediaType.AUDIO, KdMp4.K_MP4_STREAM_AUDIO,
          MediaType.OTHER, 0);

  /** Fills a struct, whose part for the other type stays as it is. */
  void describe(KMp4TrackInfo info) {
    info.trackType = TYPES.get(format.mediaType());
    info.timeScale = format.timescale();
    if (format.mediaType() == MediaType.VIDEO) {
      info.videoInfo.width = format.width();
      info.videoInfo.height = format.height();
      info.videoInfo.trackId = id;
      info.videoInfo.codecId = codecId;
    } else if (format.mediaType() == MediaType.AUDIO) {
      info.audioInfo.channels = format.channels();
      info.audioInfo.sampleRate = format.sampleRate();
      info.audioInfo.bitPerSample = format.bitsPerSample();
      info.audioInfo.trackId = id;
      info.audioInfo.codecId = codecId;
    }
  }
}
