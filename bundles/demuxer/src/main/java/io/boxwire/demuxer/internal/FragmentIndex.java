package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows how far each track has come where fragments start, so that reading can start there, and
 * what all fragments hold together. It is made on demand by one pass over the fragments' headers,
 * and its size is bounded: where there are many fragments, only each second, fourth and so on is
 * noted. Safe for use by any number of threads.
 */
final class FragmentIndex {
  /** How many numbers are kept at most. */
  static final int MOST_NUMBERS = 1 << 14;

  private static final int LEAST_MARKS = 64;

  /**
   * A place to start reading a track at.
   *
   * @param position where the search for the next fragment starts
   * @param time the decode time there if the fragment doesn't say
   * @param index the number of the first sample there
   */
  record Mark(long position, long time, long index) {}

  /**
   * What the fragments hold of a track.
   *
   * @param samples how many samples
   * @param bytes how many bytes they take
   * @param start decode time of the first, 0 if there is none
   * @param end decode time behind the last
   */
  record Totals(long samples, long bytes, long start, long end) {
    static final Totals NONE = new Totals(0, 0, 0, 0);
  }

  /** How far one track has come. */
  private static final class Progress {
    private final Mark start;
    private long time;
    private long samples;
    private long bytes;
    private long firstTime = -1;

    /** Where the last of its samples ends in the file. */
    private long reach;

    /** The most bytes that one of its parts has. */
    private long largest;

    /** Whether all decode times are such that there may be. */
    private boolean timely = true;

    Progress(Mark start) {
      this.start = start;
      this.time = start.time();
    }
  }

  /** By track ID. */
  private final Map<Integer, Integer> slots = new HashMap<>();

  private final Fragments fragments;
  private final Progress[] progress;
  private final int width;
  private final int mostMarks;
  private long[] numbers = new long[0];
  private int marks;
  private long stride = 1;
  private long scanned;
  private long position;
  private boolean complete;

  /** Whether nothing was met that a walk might stumble over, other than what sums tell of. */
  private boolean usual = true;

  /**
   * Makes the index, without reading anything of the fragments.
   *
   * @param tracks the tracks
   * @param fragments finds the fragments
   * @param from where the first fragment is looked for
   * @param starts for each track, where its fragments take over from its sample tables
   * @param mostNumbers how many numbers to keep at most
   */
  FragmentIndex(
      List<Track> tracks, Fragments fragments, long from, List<Mark> starts, int mostNumbers) {
    for (Track track : tracks) {
      slots.put(track.id(), slots.size());
    }
    this.fragments = fragments;
    this.position = from;
    this.progress = starts.stream().map(Progress::new).toArray(Progress[]::new);
    this.width = 1 + 2 * tracks.size();
    this.mostMarks = Math.max(LEAST_MARKS, mostNumbers / width);
  }

  /** Where the fragments of a track take over from its sample tables. */
  Mark start(Track track) {
    return progress[slots.get(track.id())].start;
  }

  /** Looks at all fragments that were not looked at yet. */
  void scan() throws MediaException {
    scan(Long.MAX_VALUE);
  }

  /**
   * Looks at fragments that were not looked at yet.
   *
   * @param most how many to look at
   */
  synchronized void scan(long most) throws MediaException {
    FragmentScan plain = fragments.scan();
    for (long i = 0; i < most; i++) {
      complete = false;
      long end = plain.next(position, this);
      if (end >= 0) {
        position = end;
      } else if (!lookAtNext()) {
        complete = true;
        return;
      }
    }
  }

  private boolean lookAtNext() throws MediaException {
    Optional<Fragment> next = fragments.from(position);
    if (next.isPresent()) {
      begin();
      usual &= next.get().problem().isEmpty();
      for (TrackFragment part : next.get().tracks()) {
        usual &= part.groups().roll().isEmpty();
        long time = part.decodeTime().orElse(-1);
        add(part.track(), time, part.count(), part.duration(), part.bytes(), part.reach());
      }
      position = next.get().end();
    }
    return next.isPresent();
  }

  /** Is told that there is a further fragment, before its parts are added. */
  void begin() {
    if (scanned % stride == 0) {
      note();
    }
    scanned++;
  }

  /**
   * Is told of a part of the fragment.
   *
   * @param time the decode time of its first sample, or -1 if it doesn't say
   * @param reach where the last of its samples ends in the file
   */
  void add(Track track, long time, long samples, long duration, long bytes, long reach) {
    Progress seen = progress[slots.get(track.id())];
    long from = time < 0 ? seen.time : time;
    if (seen.firstTime < 0) {
      seen.firstTime = from;
    }
    seen.timely &= duration < Ticks.LIMIT - from;
    seen.time = Math.min(from + duration, Ticks.LIMIT);
    seen.samples += samples;
    seen.bytes = Ticks.addCapped(seen.bytes, bytes);
    seen.largest = Math.max(seen.largest, bytes);
    seen.reach = Math.max(seen.reach, reach);
  }

  private void note() {
    if (marks == mostMarks) {
      // Each second one goes, so that the distance between marks doubles.
      for (int i = 1; i < mostMarks / 2; i++) {
        System.arraycopy(numbers, 2 * i * width, numbers, i * width, width);
      }
      marks = mostMarks / 2;
      stride *= 2;
      if (scanned % stride != 0) {
        return;
      }
    }
    if ((marks + 1) * width > numbers.length) {
      int most = mostMarks * width;
      numbers = Arrays.copyOf(numbers, Math.min(most, Math.max(8 * width, 2 * numbers.length)));
    }
    int at = marks++ * width;
    numbers[at] = position;
    for (int i = 0; i < progress.length; i++) {
      numbers[at + 1 + 2 * i] = progress[i].time;
      numbers[at + 2 + 2 * i] = progress[i].start.index() + progress[i].samples;
    }
  }

  /** Tells whether the last scan came to the end. */
  synchronized boolean complete() {
    return complete;
  }

  /** Tells what was seen of a track. */
  synchronized Totals totals(Track track) {
    Progress seen = progress[slots.get(track.id())];
    return new Totals(seen.samples, seen.bytes, Math.max(0, seen.firstTime), seen.time);
  }

  /**
   * Tells what was seen of a track, if a walk would find nothing wrong with any of its samples, or
   * come near a limit.
   *
   * @param end where the file ends
   */
  synchronized Optional<Totals> soundTotals(Track track, long end) {
    Progress seen = progress[slots.get(track.id())];
    boolean sound =
        complete
            && usual
            && seen.timely
            && seen.reach <= end
            && seen.largest <= OverlapGuard.MOST_BYTES
            && seen.samples <= end
            && seen.bytes / OverlapGuard.MOST_PASSES <= end;
    return sound ? Optional.of(totals(track)) : Optional.empty();
  }

  /** How many marks there are. */
  synchronized int marks() {
    return marks;
  }

  /** A mark, from 0, for a track. */
  synchronized Mark mark(Track track, int number) {
    int at = number * width;
    int slot = at + 1 + 2 * slots.get(track.id());
    return new Mark(numbers[at], numbers[slot], numbers[slot + 1]);
  }
}
