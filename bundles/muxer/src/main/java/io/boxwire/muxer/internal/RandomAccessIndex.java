package io.boxwire.muxer.internal;

import io.boxwire.api.RandomAccess;
import io.boxwire.box.Box;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.MovieFragmentRandomAccessOffsetBox;
import io.boxwire.box.Table;
import io.boxwire.box.TrackFragmentRandomAccessBox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Gathers what {@code mfra} says at the end of a fragmented file (ISO/IEC 14496-12:2022 8.8.9): of
 * a video track each sync sample, of any other the first sample in each fragment.
 *
 * <pre>
 * mfra
 *   tfra …
 *   mfro
 * </pre>
 */
final class RandomAccessIndex {
  private final Map<Track, Entries> entries = new LinkedHashMap<>();
  private final ToLongFunction<Track> base;

  /** Coded columns, as differences where values grow. */
  private static final class Entries {
    private final CodedColumn times;
    private final CodedColumn offsets;
    private final CodedColumn trafs;
    private final CodedColumn samples;
    private long lastTime;
    private long lastOffset;

    /** Whether an earlier chunk of the fragment has samples of the track. */
    private boolean begun;

    Entries(PageStore store) {
      this.times = new CodedColumn(store);
      this.offsets = new CodedColumn(store);
      this.trafs = new CodedColumn(store);
      this.samples = new CodedColumn(store);
    }

    void add(long time, long offset, int traf, int sample) {
      times.add(time - lastTime);
      offsets.add(offset - lastOffset);
      trafs.add(traf);
      samples.add(sample);
      lastTime = time;
      lastOffset = offset;
    }

    Table table() {
      return Table.generated(
          TrackFragmentRandomAccessBox.LAYOUT,
          times.count(),
          out -> {
            CodedColumn.Cursor time = times.cursor();
            CodedColumn.Cursor offset = offsets.cursor();
            CodedColumn.Cursor traf = trafs.cursor();
            CodedColumn.Cursor sample = samples.cursor();
            long at = 0;
            long moof = 0;
            while (time.hasNext()) {
              at += time.next();
              moof += offset.next();
              out.row(at, moof, traf.next(), 1, sample.next());
            }
          });
    }
  }

  RandomAccessIndex(List<Track> tracks, ToLongFunction<Track> base, PageStore store) {
    this.base = base;
    for (Track track : tracks) {
      entries.put(track, new Entries(store));
    }
  }

  /** Notes the random access points of a fragment, or of a chunk of it. */
  void note(Fragment chunk, long moofOffset) {
    for (int i = 0; i < chunk.runs().size(); i++) {
      Fragment.Run run = chunk.runs().get(i);
      note(run, entries.get(run.track()), moofOffset, i + 1);
    }
    for (int i = 0; i < chunk.runs().size(); i++) {
      entries.get(chunk.runs().get(i).track()).begun = true;
    }
  }

  private void note(Fragment.Run run, Entries of, long moofOffset, int traf) {
    for (int i = 0; i < run.samples().size(); i++) {
      Sample sample = run.samples().get(i);
      boolean point =
          run.track().video() ? sample.access == RandomAccess.SYNC : i == 0 && !of.begun;
      if (point) {
        of.add(sample.compositionTime - base.applyAsLong(run.track()), moofOffset, traf, i + 1);
      }
    }
  }

  /** The chunks noted since the last call are a fragment. */
  void endFragment() {
    entries.values().forEach(of -> of.begun = false);
  }

  /** Notes a sample of a fragment that is in the file already, if it is a random access point. */
  void note(Sample sample, FragmentPlaces.Place place) {
    if (sample.track.video() ? sample.access == RandomAccess.SYNC : place.sample() == 1) {
      entries
          .get(sample.track)
          .add(
              sample.compositionTime - base.applyAsLong(sample.track),
              place.moof(),
              place.traf(),
              place.sample());
    }
  }

  Box box() {
    List<Box> boxes = new ArrayList<>();
    long size = 8 + MovieFragmentRandomAccessOffsetBox.SIZE;
    for (Map.Entry<Track, Entries> of : entries.entrySet()) {
      Box box = TrackFragmentRandomAccessBox.of(of.getKey().id(), of.getValue().table());
      boxes.add(box);
      size += box.size();
    }
    boxes.add(MovieFragmentRandomAccessOffsetBox.of(size));
    return new ContainerBox(ContainerBox.MFRA, boxes);
  }
}
