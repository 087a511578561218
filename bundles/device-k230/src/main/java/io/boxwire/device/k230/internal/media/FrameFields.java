package io.boxwire.device.k230.internal.media;

import io.boxwire.api.Edit;
import io.boxwire.api.Frame;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts what a demuxer reads into the fields of {@code KMp4FrameData}.
 *
 * <p>A frame's time is when it is decoded, counted from the beginning of the presentation: a track
 * that begins late, by empty edits in front (ISO/IEC 14496-12:2022 8.6.6), has times that much
 * later. That is also the order in which a demuxer delivers, so times never go back, whatever the
 * track. Used by one thread at a time.
 */
public final class FrameFields {
  private static final int NANOS = 1_000_000_000;

  private final Map<Integer, Track> tracks = new HashMap<>();
  private final KMp4TimeUnit unit;

  /**
   * What is the same for all frames of a track.
   *
   * @param codecId the number of its codec
   * @param timescale ticks a second
   * @param delay how long after the presentation it begins, in ticks
   */
  private record Track(int codecId, int timescale, long delay) {}

  /**
   * Prepares for the tracks of a file.
   *
   * @param movie what the file says of itself
   * @param codecIds gives the numbers of codecs
   * @param unit what times are counted in
   */
  public FrameFields(MovieInfo movie, CodecIds codecIds, KMp4TimeUnit unit) {
    this.unit = unit;
    for (TrackInfo info : movie.tracks()) {
      TrackFormat format = info.format();
      tracks.put(info.id(), new Track(codecIds.id(codec(info)), format.timescale(), delay(format)));
    }
  }

  /**
   * The name of a track's codec; the type of its sample entry where no plugin knows it.
   *
   * @param info what the file says of the track
   */
  public static String codec(TrackInfo info) {
    return info.codec()
        .orElseGet(
            () ->
                info.format().sampleEntries().stream()
                    .findFirst()
                    .map(SampleEntry::type)
                    .orElse(""));
  }

  /**
   * Fills a struct.
   *
   * @param data is filled; its data are a read-only view of the frame's payload
   * @param frame a frame of one of the tracks, whose payload lies in memory
   */
  public void fill(KMp4FrameData data, Frame frame) {
    Track track = tracks.get(frame.track());
    ByteBuffer payload = frame.payload().asReadOnlyBuffer();
    data.codecId = track.codecId();
    data.timeStamp = TimeUnits.fromTicks(time(frame, track), track.timescale(), unit);
    data.data = payload;
    data.dataLength = payload.remaining();
    data.eof = 0;
  }

  /**
   * When a frame is decoded.
   *
   * @param frame a frame of one of the tracks
   */
  public Duration due(Frame frame) {
    Track track = tracks.get(frame.track());
    return Duration.ofNanos(TimeUnits.rescale(time(frame, track), track.timescale(), NANOS));
  }

  private static long time(Frame frame, Track track) {
    return plus(frame.decodeTime(), track.delay());
  }

  /** To the tick what a demuxer orders frames by: whole ticks of all leading empty edits. */
  private static long delay(TrackFormat format) {
    long empty = 0;
    for (Edit edit : format.edits()) {
      if (!edit.empty()) {
        break;
      }
      empty = plus(empty, Math.max(0, edit.duration()));
    }
    return empty == 0
        ? 0
        : TimeUnits.rescaleDown(empty, format.editTimescale(), format.timescale());
  }

  /** Adds something that is not negative; what is beyond the range becomes its end. */
  private static long plus(long time, long more) {
    long sum = time + more;
    return sum < time ? Long.MAX_VALUE : sum;
  }
}
