package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.Edit;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaType;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KdMp4;
import java.nio.ByteBuffer;
import java.util.Map;

/** A track that is read: turns what is known of it, and its frames, into structs. */
final class ReadTrack {
  private static final Map<MediaType, Integer> TYPES =
      Map.of(
          MediaType.VIDEO, KdMp4.K_MP4_STREAM_VIDEO,
          MediaType.AUDIO, KdMp4.K_MP4_STREAM_AUDIO,
          MediaType.OTHER, 0);

  private final int id;
  private final TrackFormat format;
  private final int codecId;
  private final int unitsPerSecond;
  private final long delay;

  /**
   * Makes a track.
   *
   * @param info what the file says of it
   * @param ids gives the ID of its codec
   * @param unitsPerSecond what times are counted in
   */
  ReadTrack(TrackInfo info, CodecIds ids, int unitsPerSecond) {
    this.id = info.id();
    this.format = info.format();
    this.codecId =
        ids.met(info.codec().orElseGet(() -> info.format().sampleEntries().get(0).type()));
    this.unitsPerSecond = unitsPerSecond;
    this.delay = delay(format);
  }

  /** How much later than the movie the track begins, in its ticks: its leading empty edits. */
  private static long delay(TrackFormat format) {
    long empty = 0;
    for (Edit edit : format.edits()) {
      if (!edit.empty()) {
        break;
      }
      empty += edit.duration();
    }
    return empty == 0 ? 0 : Ticks.rescale(empty, format.editTimescale(), format.timescale());
  }

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

  void fill(KMp4FrameData data, Frame frame) {
    ByteBuffer payload = frame.payload().asReadOnlyBuffer();
    data.codecId = codecId;
    data.timeStamp = Ticks.rescale(frame.decodeTime() + delay, format.timescale(), unitsPerSecond);
    data.data = payload;
    data.dataLength = payload.remaining();
    data.eof = 0;
  }
}
