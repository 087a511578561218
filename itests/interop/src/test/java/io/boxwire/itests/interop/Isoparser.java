package io.boxwire.itests.interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mp4parser.boxes.iso14496.part12.CompositionTimeToSample;
import org.mp4parser.muxer.Movie;
import org.mp4parser.muxer.Sample;
import org.mp4parser.muxer.Track;
import org.mp4parser.muxer.container.mp4.MovieCreator;

/** What a second reader, mp4parser, says of a track. */
record Isoparser(Track track, List<byte[]> samples) {

  /** Reads the first video track. It knows no sample entries of G.711. */
  static Isoparser video(Path file) throws IOException {
    Movie movie = MovieCreator.build(file.toString());
    Track track =
        movie.getTracks().stream()
            .filter(t -> t.getHandler().equals("vide"))
            .findFirst()
            .orElseThrow();
    List<byte[]> samples = new ArrayList<>();
    for (Sample sample : track.getSamples()) {
      ByteBuffer bytes = sample.asByteBuffer();
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      samples.add(copy);
    }
    return new Isoparser(track, samples);
  }

  List<Integer> sizes() {
    return samples.stream().map(s -> s.length).toList();
  }

  List<String> sliceHashes(String codec) {
    return samples.stream().map(s -> NalUnitList.ofSample(codec, s).sliceHash()).toList();
  }

  /** Presentation times after the first one, in half milliseconds. */
  List<Long> presentation() {
    List<Long> times = new ArrayList<>();
    long[] durations = track.getSampleDurations();
    int[] offsets = offsets(durations.length);
    long decode = 0;
    for (int i = 0; i < durations.length; i++) {
      times.add(decode + offsets[i]);
      decode += durations[i];
    }
    long first = times.stream().mapToLong(t -> t).min().orElse(0);
    long scale = track.getTrackMetaData().getTimescale();
    return times.stream().map(t -> HalfMillis.of((t - first) * 1_000_000_000L / scale)).toList();
  }

  private int[] offsets(int count) {
    List<CompositionTimeToSample.Entry> entries = track.getCompositionTimeEntries();
    if (entries == null || entries.isEmpty()) {
      return new int[count];
    }
    int[] offsets = CompositionTimeToSample.blowupCompositionTimes(entries);
    return Arrays.copyOf(offsets, count);
  }

  /**
   * Which samples hold an IDR or IRAP picture. Those are the sync samples; ffprobe counts open-GOP
   * pictures of the sample group {@code rap } as well.
   */
  List<Boolean> intraRandomAccess(String codec) {
    return samples.stream()
        .map(s -> NalUnitList.ofSample(codec, s).hasRandomAccessPicture())
        .toList();
  }

  List<Boolean> keys() {
    long[] sync = track.getSyncSamples();
    List<Boolean> keys = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      keys.add(sync == null || sync.length == 0 || Arrays.binarySearch(sync, i + 1) >= 0);
    }
    return keys;
  }
}
