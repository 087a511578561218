package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import java.util.Optional;

/** Finds random access points in the fragments of a track. */
final class FragmentSearch {
  /** How far behind a wanted time to look for a random access point that is shown before it. */
  private static final int LOOK_AHEAD = 64;

  /** How many listed points to try before all fragments are looked at. */
  private static final int MOST_TRIES = 3;

  private final Track track;
  private final Container container;
  private final FragmentIndex index;
  private FragmentIndex.Mark mark;
  private long sample;

  FragmentSearch(Track track, Container container) throws MediaException {
    this.track = track;
    this.container = container;
    this.index = container.index();
  }

  /**
   * Finds the last random access point that is composed at or before a time.
   *
   * @return false if there is none; the place found is then the first sample of all, if there is
   *     one
   */
  boolean find(long compositionTime) throws MediaException {
    if (!index.complete() && findListed(compositionTime)) {
      return true;
    }
    index.scan();
    int last = index.marks() - 1;
    while (last > 0 && index.mark(track, last).time() > compositionTime) {
      last--;
    }
    long end = last + 1 < index.marks() ? index.mark(track, last + 1).position() : Long.MAX_VALUE;
    for (int i = last; i >= 0; i--) {
      FragmentIndex.Mark from = index.mark(track, i);
      if (search(from, end, compositionTime)) {
        return true;
      }
      end = from.position();
    }
    return false;
  }

  /** Tries the points that the file lists, if the fragments there say their times. */
  private boolean findListed(long compositionTime) throws MediaException {
    Optional<RandomAccessTable> listed = container.randomAccessTable(track);
    if (listed.isEmpty()) {
      return false;
    }
    RandomAccessTable table = listed.get();
    long point = table.floor(compositionTime);
    long end = point + 1 < table.count() ? table.place(point + 1) : Long.MAX_VALUE;
    for (int i = 0; i < MOST_TRIES && point >= 0; i++, point--) {
      long place = table.place(point);
      Optional<Fragment> fragment =
          place < 0 || place >= end ? Optional.empty() : container.fragments().at(place);
      if (fragment.isEmpty() || !fragment.get().tellsTime(track)) {
        return false;
      }
      if (search(new FragmentIndex.Mark(place, 0, 0), end, compositionTime)) {
        return true;
      }
      end = place;
    }
    return false;
  }

  private boolean search(FragmentIndex.Mark from, long end, long compositionTime)
      throws MediaException {
    FragmentWalk walk = container.walk(track, new Faults());
    walk.seek(from);
    Sample at = new Sample();
    boolean found = false;
    int behind = 0;
    while (behind < LOOK_AHEAD) {
      Step step = next(walk, at);
      if (step == Step.END || walk.mark().position() >= end) {
        break;
      }
      if (step == Step.PENDING) {
        continue;
      }
      if (at.randomAccess != RandomAccess.NONE && at.compositionTime <= compositionTime) {
        mark = walk.mark();
        sample = at.index;
        found = true;
      }
      behind = at.decodeTime > compositionTime ? behind + 1 : 0;
    }
    return found;
  }

  /**
   * Goes a fragment further at most, so that the search stays within its bounds where the track has
   * no samples for long. Goes over what is broken: reading will tell of it.
   */
  private static Step next(FragmentWalk walk, Sample into) throws MediaException {
    while (true) {
      try {
        return walk.next(into, 1);
      } catch (MediaException e) {
        if (e.code() == MediaException.Code.IO || e.code() == MediaException.Code.CLOSED) {
          throw e;
        }
      }
    }
  }

  /** Where to start reading to come to the place found. */
  FragmentIndex.Mark mark() {
    return mark;
  }

  /** The number of the sample found, counted as by a walk that starts at the mark. */
  long sample() {
    return sample;
  }
}
