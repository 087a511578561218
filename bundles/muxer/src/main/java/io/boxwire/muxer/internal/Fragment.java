package io.boxwire.muxer.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The samples of a movie fragment that is not written yet, by track and sample entry. What is done
 * with each fragment goes by index: it leaves no iterator behind.
 */
final class Fragment {
  /**
   * Consecutive samples of one track under one sample entry: what becomes a {@code traf}. Used
   * again with its fragment.
   */
  static final class Run {
    private final Fragment fragment;
    private final List<Sample> samples = new ArrayList<>();
    private Track track;
    private int entry;
    private long bytes;

    /** Where in the head of the fragment the place of its data is said. */
    int dataOffsetAt;

    private Run(Fragment fragment) {
      this.fragment = fragment;
    }

    Track track() {
      return track;
    }

    /** The number of the sample entry in the {@code moov} in front of the fragments. */
    int entry() {
      return entry;
    }

    List<Sample> samples() {
      return samples;
    }

    Sample first() {
      return samples.get(0);
    }

    long bytes() {
      return bytes;
    }

    long duration() {
      long ticks = 0;
      for (int i = 0; i < samples.size(); i++) {
        ticks += samples.get(i).duration;
      }
      return ticks;
    }
  }

  private final List<Run> runs = new ArrayList<>();

  /** Runs that are used again. */
  private final ArrayDeque<Run> spare = new ArrayDeque<>();

  private long bytes;
  private boolean inMemory = true;

  /** Where in the file it begins, once it is on its way there. */
  long start;

  /** Where in the file it ends. */
  long end;

  /** Whether it is the last chunk of a fragment. */
  boolean endsFragment;

  void add(Sample sample) {
    int entry = sample.track.copied() ? sample.entry : 1;
    Run run = run(sample.track, entry);
    run.samples.add(sample);
    run.bytes += sample.storedSize();
    bytes += sample.storedSize();
    inMemory &= sample.inMemory();
  }

  private Run run(Track track, int entry) {
    Run last = track.run();
    if (last != null && last.fragment == this && last.track == track && last.entry == entry) {
      return last;
    }
    Run run = spare.isEmpty() ? new Run(this) : spare.removeLast();
    run.track = track;
    run.entry = entry;
    runs.add(run);
    track.run(run);
    return run;
  }

  List<Run> runs() {
    return runs;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Whether all payload is in memory. */
  boolean inMemory() {
    return inMemory;
  }

  /** Payload bytes. */
  long bytes() {
    return bytes;
  }

  /** Forgets its samples, which will not be written. */
  void release() {
    for (Run run : runs) {
      run.samples().forEach(Sample::release);
    }
    clear();
  }

  /** Forgets its samples, which are in the file: nobody may look at them any more. */
  void recycle() {
    for (int i = 0; i < runs.size(); i++) {
      List<Sample> samples = runs.get(i).samples();
      // Each leaves the list first, so that none is let go of twice whatever goes wrong.
      while (!samples.isEmpty()) {
        samples.remove(samples.size() - 1).recycle();
      }
    }
    clear();
  }

  private void clear() {
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      run.samples.clear();
      run.track = null;
      run.bytes = 0;
      spare.add(run);
    }
    runs.clear();
    bytes = 0;
    inMemory = true;
    endsFragment = false;
  }
}
