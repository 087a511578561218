package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import java.util.List;
import java.util.Optional;

/** Walks the samples of a track through the fragments of a file. */
final class FragmentWalk {
  private final Track track;
  private final Fragments fragments;
  private final Faults faults;
  private final OverlapGuard guard;

  /** Where the search for the next fragment starts. */
  private long position;

  private Optional<Fragment> fragment = Optional.empty();

  /** Which of the fragment's parts for the track comes next. */
  private int part;

  private RunWalk walk;
  private long time;
  private long index;
  private FragmentIndex.Mark mark;

  /**
   * Starts before the first fragment.
   *
   * @param track the track
   * @param fragments finds them
   * @param faults knows which broken fragments were reported
   * @param guard checks each sample
   * @param start where the first fragment is looked for
   */
  FragmentWalk(
      Track track,
      Fragments fragments,
      Faults faults,
      OverlapGuard guard,
      FragmentIndex.Mark start) {
    this.track = track;
    this.fragments = fragments;
    this.faults = faults;
    this.guard = guard;
    seek(start);
  }

  /**
   * Goes to the next sample.
   *
   * @param into is told of it
   * @param most how many fragments to look into at most
   * @return PENDING if none of them has a sample of the track
   * @throws MediaException if a fragment is broken; the next call goes on behind it
   */
  Step next(Sample into, int most) throws MediaException {
    int left = most;
    while (true) {
      if (walk != null) {
        switch (step(into)) {
          case SAMPLE -> {
            return Step.SAMPLE;
          }
          case PENDING -> {
            // The rest may yet be written: the next call looks again.
            return Step.END;
          }
          case END -> finishPart();
        }
      }
      if (fragment.isPresent() && nextPart(fragment.get())) {
        continue;
      }
      if (left-- == 0) {
        return Step.PENDING;
      }
      if (!nextFragment()) {
        return Step.END;
      }
    }
  }

  /** PENDING where the sample is not there yet, as the file ends inside the last fragment. */
  private Step step(Sample into) throws MediaException {
    try {
      return walk.next(into) ? Step.SAMPLE : Step.END;
    } catch (MediaException e) {
      boolean cut = e.code() == MediaException.Code.TRUNCATED && fragment.isPresent();
      if (cut && fragments.endsInside(fragment.get())) {
        return Step.PENDING;
      }
      finishPart();
      throw placed(e);
    }
  }

  /** Says in which fragment it was, if nothing says more. */
  private MediaException placed(MediaException e) {
    boolean said = e.offset().isPresent() || e.code() == MediaException.Code.IO;
    return said || e.code() == MediaException.Code.CLOSED || fragment.isEmpty()
        ? e
        : MediaException.at(e.code(), e.getMessage(), "moof", fragment.get().position());
  }

  private void finishPart() {
    time = walk.time();
    index = walk.index();
    walk = null;
  }

  /** Begins the next part of a fragment that is the track's. */
  private boolean nextPart(Fragment current) throws MediaException {
    List<TrackFragment> parts = current.of(track);
    if (part == parts.size()) {
      return false;
    }
    TrackFragment next = parts.get(part++);
    walk = new RunWalk(next, next.decodeTime().orElse(time), index, guard);
    return true;
  }

  private boolean nextFragment() throws MediaException {
    mark = new FragmentIndex.Mark(position, time, index);
    fragment = fragments.from(position);
    part = 0;
    if (fragment.isEmpty()) {
      return false;
    }
    position = fragment.get().end();
    faults.check(fragment.get());
    return true;
  }

  /** Where to start to come to the current fragment. */
  FragmentIndex.Mark mark() {
    return mark;
  }

  /** Goes to a fragment. */
  final void seek(FragmentIndex.Mark to) {
    mark = to;
    position = to.position();
    time = to.time();
    index = to.index();
    fragment = Optional.empty();
    walk = null;
    guard.restart();
  }
}
