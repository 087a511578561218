package io.boxwire.repair.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a reader finds in a file, sample for sample, without reading payload.
 *
 * @param counts how many samples can be read, by the number of their track
 * @param missing of each track that is not all there what can be read, a sentence for people
 * @param faultyPlaces file offsets at which it broke the format, the first of them
 */
record ReadableSamples(
    Map<Integer, Long> counts, List<String> missing, SortedSet<Long> faultyPlaces) {
  private static final int MOST_PLACES = 1_000;

  /**
   * Goes through a file.
   *
   * @param demuxers give its reader
   * @param file the file
   */
  static ReadableSamples of(DemuxerFactory demuxers, Path file) throws MediaException {
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STORED);
    try (Demuxer demuxer = demuxers.open(new Source.File(file), options)) {
      return of(demuxer);
    }
  }

  /**
   * Goes through a file.
   *
   * @param demuxer its reader
   */
  static ReadableSamples of(Demuxer demuxer) throws MediaException {
    Map<Integer, Long> counts = new HashMap<>();
    List<String> missing = new ArrayList<>();
    SortedSet<Long> places = new TreeSet<>();
    for (TrackInfo track : demuxer.movie().tracks()) {
      SampleCursor cursor = demuxer.samples(track.id());
      long readable = 0;
      long faults = 0;
      long end = 0;
      while (true) {
        try {
          if (!cursor.next()) {
            break;
          }
          readable++;
          end = Math.max(end, cursor.compositionTime() + cursor.duration());
        } catch (MediaException e) {
          Faults.refuseUnlessMalformed(e);
          faults++;
          if (e.offset().isPresent() && places.size() < MOST_PLACES) {
            places.add(e.offset().getAsLong());
          }
        }
      }
      if (readable > 0) {
        counts.put(track.id(), readable);
      }
      if (faults > 0) {
        missing.add(missing(track, readable, end));
      }
    }
    return new ReadableSamples(counts, missing, places);
  }

  private static String missing(TrackInfo track, long readable, long end) {
    long all = track.sampleCount().orElse(0);
    return String.format(
        Locale.ROOT,
        "track %d: %d %ssamples can be read, up to %.3f s",
        track.id(),
        readable,
        all > readable ? "of " + all + " " : "",
        end / (double) track.format().timescale());
  }
}
