package io.boxwire.demuxer.internal;

import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all cursors over one file share. Safe for use by any number of threads. */
final class Container {
  private final RandomInput input;
  private final Movie movie;
  private final Fragments fragments;
  private final Lifecycle lifecycle;
  private final MediaListener listener;
  private final long memoryLimit;
  private FragmentIndex index;

  /**
   * Makes a container.
   *
   * @param input the file
   * @param movie what its {@code moov} says
   * @param options how to read
   * @param lifecycle whether the demuxer may still be used
   */
  Container(RandomInput input, Movie movie, DemuxerOptions options, Lifecycle lifecycle) {
    this.input = input;
    this.movie = movie;
    this.fragments = new Fragments(input.source(), movie, options.memoryLimit());
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

  /** Tells whether the file has any fragment. */
  boolean hasFragments() throws MediaException {
    return fragments.from(0).isPresent();
  }

  /** The index of the fragments; made, but not filled, when first asked for. */
  synchronized FragmentIndex index() throws MediaException {
    if (index == null) {
      List<FragmentIndex.Mark> starts = new ArrayList<>();
      for (Track track : movie.tracks()) {
        SampleTables tables = track.tables();
        starts.add(new FragmentIndex.Mark(0, tables.endTime(), tables.count()));
      }
      index = new FragmentIndex(movie.tracks(), fragments, starts, FragmentIndex.MOST_NUMBERS);
    }
    return index;
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
