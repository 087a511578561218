package io.boxwire.muxer.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

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
    private final List<Sample> samples = new ArrayList<>();
    private Track track;
    private int entry;

    /** Where in the head of the fragment the place of its data is said. */
    int dataOffsetAt;

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
      long bytes = 0;
      for (int i = 0; i < samples.size(); i++) {
        bytes += samples.get(i).storedSize();
      }
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

  /** The last run of each track. */
  private final Map<Track, Run> lastRuns = new IdentityHashMap<>();

  /** Runs that are used again. */
  private final ArrayDeque<Run> spare = new ArrayDeque<>();

  private long bytes;

  /** Where in the file it begins, once it is on its way there. */
  long start;

  /** Where in the file it ends. */
  long end;

  /** Whether it is the last chunk of a fragment. */
  boolean endsFragment;

  void add(Sample sample) {
    int entry = sample.track.copied() ? sample.entry : 1;
    run(sample.track, entry).samples().add(sample);
    bytes += sample.storedSize();
  }

  private Run run(Track track, int entry) {
    Run last = lastRuns.get(track);
    if (last != null && last.entry == entry) {
      return last;
    }
    Run run = spare.isEmpty() ? new Run() : spare.removeLast();
    run.track = track;
    run.entry = entry;
    runs.add(run);
    lastRuns.put(track, run);
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
    for (Run run : runs) {
      for (Sample sample : run.samples()) {
        if (!sample.inMemory()) {
          return false;
        }
      }
    }
    return true;
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
      spare.add(run);
    }
    runs.clear();
    lastRuns.clear();
    bytes = 0;
    endsFragment = false;
  }
}
