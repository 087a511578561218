package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackRunBox;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds where in which fragment of a file a sample is described, for {@code mfra}. Samples of a
 * track come in their order. One thread at a time.
 */
final class FragmentPlaces {
  /**
   * Where a sample is described.
   *
   * @param moof the offset of its {@code moof}
   * @param traf the number of its {@code traf}, from 1
   * @param sample its number in the first {@code trun} there, from 1
   */
  record Place(long moof, int traf, int sample) {}

  /** The first run of a track in a fragment, and how many of its samples have come. */
  private static final class Run {
    private final long moof;
    private final int traf;
    private final long samples;
    private int passed;

    Run(long moof, int traf, long samples) {
      this.moof = moof;
      this.traf = traf;
      this.samples = samples;
    }
  }

  private final BoxReader reader;
  private final BoxWalker walker;
  private final long whole;

  /** Of each track, the run that its samples come from at present, and those known behind it. */
  private final Map<Integer, Deque<Run>> runs = new HashMap<>();

  private final long start;

  /** The fragment behind those that were read. */
  private Optional<BoxHeader> ahead;

  FragmentPlaces(BoxReader source, long whole) throws MediaException {
    this.reader = source.tolerant();
    this.walker = reader.walk();
    this.whole = whole;
    this.ahead = nextFragment();
    this.start = ahead.map(BoxHeader::position).orElse(whole);
  }

  /** Where the first fragment begins. */
  long start() {
    return start;
  }

  private Optional<BoxHeader> nextFragment() throws MediaException {
    while (walker.next() && walker.header().end() <= whole) {
      if (walker.header().is(ContainerBox.MOOF)) {
        return Optional.of(walker.header());
      }
    }
    return Optional.empty();
  }

  /**
   * Finds the next sample of a track.
   *
   * @param track its ID
   * @param offset where its bytes lie, behind the {@code moof}
   * @return empty if it is in a further run, or the fragment does not tell
   */
  Optional<Place> of(int track, long offset) throws MediaException {
    while (ahead.isPresent() && ahead.get().position() < offset) {
      read(ahead.get());
      ahead = nextFragment();
    }
    Deque<Run> known = runs.getOrDefault(track, new ArrayDeque<>());
    Run run = known.peek();
    for (Run next : List.copyOf(known)) {
      if (next.moof < offset && next != run) {
        known.remove();
        run = next;
      }
    }
    if (run == null || run.moof > offset || run.passed >= run.samples) {
      return Optional.empty();
    }
    run.passed++;
    return Optional.of(new Place(run.moof, run.traf, run.passed));
  }

  private void read(BoxHeader header) throws MediaException {
    if (!(reader.read(header).content() instanceof ParentBox moof)) {
      return;
    }
    int number = 0;
    Set<Integer> seen = new HashSet<>();
    for (ParentBox traf : moof.parents(ContainerBox.TRAF)) {
      number++;
      Optional<TrackFragmentHeaderBox> tfhd = traf.child(TrackFragmentHeaderBox.class);
      Optional<TrackRunBox> trun = traf.child(TrackRunBox.class);
      if (tfhd.isPresent() && trun.isPresent() && seen.add((int) tfhd.get().trackId())) {
        runs.computeIfAbsent((int) tfhd.get().trackId(), track -> new ArrayDeque<>())
            .add(new Run(header.position(), number, trun.get().samples().count()));
      }
    }
  }
}
