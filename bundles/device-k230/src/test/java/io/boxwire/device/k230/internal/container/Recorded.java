package io.boxwire.device.k230.internal.container;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaType;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a file holds, as our demuxer reads it. */
record Recorded(MovieInfo movie, List<Sample> video, List<Sample> audio) {
  /**
   * A frame.
   *
   * @param nanos when it is presented
   * @param durationNanos how long it lasts
   * @param sync whether it is a sync sample
   * @param size bytes
   * @param hash of its payload
   */
  record Sample(long nanos, long durationNanos, boolean sync, int size, int hash) {
    long end() {
      return nanos + durationNanos;
    }
  }

  static Recorded of(Path file) throws IOException {
    List<Sample> video = new ArrayList<>();
    List<Sample> audio = new ArrayList<>();
    try (Demuxer demuxer =
        Boxwire.load(Recorded.class.getClassLoader())
            .demuxers()
            .open(new Source.File(file), DemuxerOptions.of(PayloadForm.STREAM))) {
      for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
        Frame frame = f.get();
        TrackFormat format = demuxer.movie().track(frame.track()).orElseThrow().format();
        ByteBuffer payload = frame.payload();
        Sample sample =
            new Sample(
                nanos(frame.presentationTime().orElseThrow(), format.timescale()),
                nanos(frame.duration(), format.timescale()),
                frame.sync(),
                payload.remaining(),
                payload.hashCode());
        (format.mediaType() == MediaType.VIDEO ? video : audio).add(sample);
      }
      return new Recorded(demuxer.movie(), video, audio);
    }
  }

  /** The codecs of the tracks. */
  List<String> codecs() {
    return movie.tracks().stream().map(TrackInfo::codec).map(Optional::orElseThrow).toList();
  }

  private static long nanos(long ticks, int timescale) {
    return Math.round(ticks * 1e9 / timescale);
  }
}
