package io.boxwire.demuxer.internal;

import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all cursors over one file share. Safe for use by any number of threads. */
final class Container {
  /**
   * A number of the index takes eight bytes, twice while it grows; half of the memory is others'.
   */
  private static final int INDEX_SHARE = 32;

  private final RandomInput input;
  private final Movie movie;
  private final long fragmentsFrom;
  private final FragmentTrust trust;
  private final Fragments fragments;
  private final Lifecycle lifecycle;
  private final MediaListener listener;
  private final long memoryLimit;
  private FragmentIndex index;

  /**
   * Makes a container.
   *
   * @param input the file
   * @param found its {@code moov}
   * @param options how to read
   * @param lifecycle whether the demuxer may still be used
   */
  Container(RandomInput input, MovieFinder.Found found, DemuxerOptions options, Lifecycle lifecycle)
      throws MediaException {
    this.input = input;
    this.movie = found.movie();
    this.fragmentsFrom = found.fragmentsFrom();
    this.trust = FragmentTrust.of(input.source(), found);
    this.fragments = new Fragments(input.source(), movie, trust, options.memoryLimit());
    this.listener = options.listener();
    this.memoryLimit = options.memoryLimit();
    this.lifecycle = lifecycle;
  }

  RandomInput input() {
    return input;
  }

  Movie movie() {
    return movie;
  }

  Fragments fragments() {
    return fragments;
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  MediaListener listener() {
    return listener;
  }

  /** Decides how far the file can be read. */
  FragmentTrust trust() {
    return trust;
  }

  /** Tells whether the file has any fragment. */
  boolean hasFragments() throws MediaException {
    return fragments.from(fragmentsFrom).isPresent();
  }

  /** The index of the fragments; made, but not filled, when first asked for. */
  synchronized FragmentIndex index() throws MediaException {
    if (index == null) {
      List<FragmentIndex.Mark> starts = new ArrayList<>();
      for (Track track : movie.tracks()) {
        SampleTables tables = track.tables();
        starts.add(new FragmentIndex.Mark(fragmentsFrom, tables.endTime(), tables.count()));
      }
      int numbers = (int) Math.min(FragmentIndex.MOST_NUMBERS, memoryLimit / INDEX_SHARE);
      index = new FragmentIndex(movie.tracks(), fragments, fragmentsFrom, starts, numbers);
    }
    return index;
  }

  /** What the fragments hold of a track, if a walk would find nothing wrong with its samples. */
  Optional<FragmentIndex.Totals> soundTotals(Track track) throws MediaException {
    if (!hasFragments()) {
      return Optional.of(FragmentIndex.Totals.NONE);
    }
    index().scan();
    return index().soundTotals(track, input.end());
  }

  /**
   * When the media of each track end, by ID, if the last fragments that are listed tell, and they
   * don't contradict the first ones, which the index knows.
   */
  Optional<Map<Integer, Long>> listedEnds() throws MediaException {
    long last = RandomAccessTable.last(input.source(), memoryLimit);
    Optional<Map<Integer, Long>> ends =
        last < 0 ? Optional.empty() : LastFragments.ends(fragments, last);
    for (Track track : movie.tracks()) {
      FragmentIndex.Totals first = index().totals(track);
      if (ends.isEmpty()
          || first.samples() == 0
          || ends.get().getOrDefault(track.id(), -1L) < first.end()) {
        return Optional.empty();
      }
    }
    return ends;
  }

  /** What the file lists of the random access points in a track's fragments. */
  Optional<RandomAccessTable> randomAccessTable(Track track) throws MediaException {
    return RandomAccessTable.find(input.source(), memoryLimit, track);
  }

  /** Starts walking the fragments of a track at the first. */
  FragmentWalk walk(Track track, Faults faults) throws MediaException {
    OverlapGuard guard = new OverlapGuard(track, input);
    return new FragmentWalk(track, fragments, faults, guard, index().start(track));
  }
}
