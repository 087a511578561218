package io.boxwire.itests.crash;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.itests.swaps.load.Film;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What files of a recording show together: read one sample at a time, since they may be many, and
 * each compared with the one that was filmed.
 *
 * @param video how many pictures, without a gap
 * @param audio how many blocks, without a gap
 */
record Shown(long video, long audio) {
  /**
   * Reads files in their order.
   *
   * @throws AssertionError if a frame is missing between others, is shown twice, or is another one
   */
  static Shown of(Boxwire boxwire, Film film, List<Path> files) throws IOException {
    Samples samples = new Samples(film);
    Map<Integer, Presented> tracks = new TreeMap<>();
    for (int track : Samples.tracks()) {
      tracks.put(track, new Presented(samples, track));
    }
    return of(boxwire, tracks, files);
  }

  /** As {@link #of}; the first file may begin anywhere, and all before counts as shown. */
  static Shown fromTheMiddle(Boxwire boxwire, Film film, List<Path> files) throws IOException {
    Samples samples = new Samples(film);
    Map<Integer, Presented> tracks = new TreeMap<>();
    for (int track : Samples.tracks()) {
      tracks.put(track, new Presented(samples, track).fromTheMiddle());
    }
    return of(boxwire, tracks, files);
  }

  private static Shown of(Boxwire boxwire, Map<Integer, Presented> tracks, List<Path> files)
      throws IOException {
    for (Path file : files) {
      tracks.values().forEach(Presented::file);
      try (Demuxer demuxer =
          boxwire.demuxers().open(new Source.File(file), DemuxerOptions.of(PayloadForm.STORED))) {
        for (Optional<Frame> next = demuxer.read(); next.isPresent(); next = demuxer.read()) {
          Frame frame = next.get();
          tracks
              .get(frame.track())
              .take(
                  OurReader.bytes(frame.region().orElseThrow()),
                  frame.presentationTime().isPresent());
        }
      }
    }
    return new Shown(tracks.get(Film.VIDEO).count(), tracks.get(Film.AUDIO).count());
  }

  /** Files by the numbers in their names; the first may have none. */
  static List<Path> inOrder(Stream<Path> files) {
    return files
        .sorted(Comparator.comparing(file -> file.getFileName().toString().replace(".mp4", "")))
        .toList();
  }

  /** All frames. */
  long frames() {
    return video + audio;
  }
}
