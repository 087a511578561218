package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.TrackInfo;
import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.internal.media.CodecIds;
import io.boxwire.device.k230.internal.media.DemuxedFile;
import io.boxwire.device.k230.internal.media.FrameFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reads a file: a demuxer, and its tracks in file order. */
final class DemuxerInstance extends Instance {
  private static final int HALF_MILLI = 500_000;

  private final DemuxedFile file;
  private final Consumer<String> log;
  private final Duration duration;
  private final List<ReadTrack> tracks = new ArrayList<>();
  private final FrameFields fields;

  /**
   * Makes an instance.
   *
   * @param file just opened; closed with the instance
   * @param ids gives the IDs of codecs
   * @param unit what times are counted in
   * @param log takes warnings
   */
  DemuxerInstance(DemuxedFile file, CodecIds ids, KMp4TimeUnit unit, Consumer<String> log) {
    this.file = file;
    this.log = log;
    MovieInfo movie = file.demuxer().movie();
    this.duration = movie.duration();
    this.fields = new FrameFields(movie, ids, unit);
    for (TrackInfo info : movie.tracks()) {
      tracks.add(new ReadTrack(info.id(), info.format(), ids.id(FrameFields.codec(info))));
    }
  }

  @Override
  String purpose() {
    return "reads a file";
  }

  @Override
  void fileInfo(KMp4FileInfo info) {
    // A file may say more than milliseconds can express: then this is the most.
    info.duration = TimeUnit.MILLISECONDS.convert(duration.plusNanos(HALF_MILLI));
    info.trackNum = tracks.size();
  }

  @Override
  void track(int index, KMp4TrackInfo info) throws Refusal {
    if (index < 0 || index >= tracks.size()) {
      throw new Refusal(
          ReturnCode.INDEX, "there is no track " + index + ": the file has " + tracks.size());
    }
    tracks.get(index).describe(info);
  }

  @Override
  void frame(KMp4FrameData data) throws MediaException {
    Optional<Frame> frame = file.demuxer().read();
    if (frame.isEmpty()) {
      data.eof = 1;
      return;
    }
    fields.fill(data, frame.get());
  }

  @Override
  void close() throws MediaException {
    file.close();
  }

  /** A demuxer is for one thread at a time, and no call waits for long: it is closed after it. */
  @Override
  public void moduleGone() {
    markGone();
    exclusively(
        () -> {
          try {
            close();
          } catch (MediaException e) {
            log.accept("a file could not be closed when the K230 module went: " + e.getMessage());
          }
        });
  }
}
