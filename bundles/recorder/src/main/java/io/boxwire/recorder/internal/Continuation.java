package io.boxwire.recorder.internal;

import io.boxwire.api.Edit;
import io.boxwire.api.Frame;
import io.boxwire.api.TrackFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a file goes on where another ended: it begins with frames that the other shows, and has edit
 * lists (ISO/IEC 14496-12:2022 8.6.6) that hide them. Presentation begins at 0 with the first frame
 * that is shown, whatever its track; the tracks stay as far apart as they were.
 *
 * <p>With reordered pictures, hidden and shown ones may take turns in composition order:
 *
 * <pre>
 *   composition   I0   B1   B2   P3   P4 …
 *   other file    I0             P3
 *   edits             [B1 - B2] empty [P4 -
 * </pre>
 *
 * @param formats the tracks with their edits
 * @param seconds what is taken off all times, so that the file's own begin near 0; whole seconds
 *     are the same in every timescale
 */
record Continuation(List<TrackFormat> formats, long seconds) {
  private static final long LARGEST_TIMESCALE = 100_000_000;

  /** How much later than that of other tracks a frame may be captured, nanoseconds. */
  private static final long LATEST = 5_000_000_000L;

  /** A part of the media that is shown: from a time to another; open at the end if that is none. */
  private record Run(long from, Optional<Long> to) {}

  /**
   * What other files show.
   *
   * @param hidden the last frames of it, which this file begins with
   * @param ends where the last frame of each track ends, in ticks of the track; of a track without
   *     an entry they show nothing
   */
  record Before(List<Frame> hidden, Map<Integer, Long> ends) {}

  /**
   * Of a file that begins with frames that no other shows. It hides nothing: what only gets a
   * decoder going was at the beginning of the first file.
   *
   * @param formats the device's tracks
   */
  static Continuation inMidStream(List<TrackFormat> formats) {
    return new Continuation(
        formats.stream()
            .map(f -> f.toBuilder().decoderSetup(f.decoderSetup().withPriming(0)).build())
            .toList(),
        0);
  }

  /**
   * Works it out.
   *
   * @param tracks the device's tracks
   * @param before what other files show, at least one frame
   * @param shown the first of those that are to be shown, in their order
   * @param last whether more can't be known; otherwise the answer may be put off
   * @return empty as long as pictures may come that are shown between hidden ones
   */
  static Optional<Continuation> of(Tracks tracks, Before before, List<Frame> shown, boolean last) {
    List<Frame> hidden = before.hidden();
    List<List<Run>> runs = new ArrayList<>();
    for (int track = 1; track <= tracks.count(); track++) {
      Optional<List<Run>> one = runs(on(track, hidden), on(track, shown), last);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      runs.add(one.get());
    }
    addLate(tracks, before.ends(), runs);
    return Optional.of(new Times(tracks.formats(), runs, first(tracks, hidden)).continuation());
  }

  /**
   * Sound may be captured later than pictures of its moment: where nothing of a track is known,
   * what comes follows what the files before show of it. Not so if that is long ago.
   */
  private static void addLate(Tracks tracks, Map<Integer, Long> ends, List<List<Run>> runs) {
    long first = Long.MAX_VALUE;
    for (int i = 0; i < runs.size(); i++) {
      for (Run run : runs.get(i)) {
        first = Math.min(first, nanos(tracks, i, run.from()));
      }
    }
    for (int i = 0; i < runs.size(); i++) {
      Optional<Long> end = Optional.ofNullable(ends.get(i + 1));
      if (runs.get(i).isEmpty() && end.isPresent()) {
        if (nanos(tracks, i, end.get()) > first - LATEST) {
          runs.get(i).add(new Run(end.get(), Optional.empty()));
        }
      }
    }
  }

  private static long nanos(Tracks tracks, int i, long ticks) {
    return MediaTime.nanos(ticks, tracks.formats().get(i).timescale());
  }

  private static List<Frame> on(int track, List<Frame> frames) {
    return frames.stream().filter(frame -> frame.track() == track).toList();
  }

  private static long first(Tracks tracks, List<Frame> frames) {
    return frames.stream()
        .mapToLong(frame -> Math.floorDiv(frame.decodeTime(), tracks.format(frame).timescale()))
        .min()
        .orElse(0);
  }

  /** The parts of one track that are shown. None if nothing of it is known. */
  private static Optional<List<Run>> runs(List<Frame> hidden, List<Frame> shown, boolean last) {
    List<Run> runs = new ArrayList<>();
    if (hidden.isEmpty()) {
      shown.stream()
          .mapToLong(Frame::compositionTime)
          .min()
          .ifPresent(from -> runs.add(new Run(from, Optional.empty())));
      return Optional.of(runs);
    }
    Frame lastHidden =
        hidden.stream().max(Comparator.comparingLong(Frame::compositionTime)).orElseThrow();
    if (!last && !known(hidden, shown, lastHidden.compositionTime())) {
      return Optional.empty();
    }
    List<Long> hiddenTimes = hidden.stream().map(Frame::compositionTime).sorted().toList();
    List<Long> shownTimes = shown.stream().map(Frame::compositionTime).sorted().toList();
    int next = 0;
    for (long time : hiddenTimes) {
      int begin = next;
      while (next < shownTimes.size() && shownTimes.get(next) < time) {
        next++;
      }
      if (next > begin) {
        runs.add(new Run(shownTimes.get(begin), Optional.of(time)));
      }
    }
    long open = end(lastHidden, hiddenTimes);
    if (next < shownTimes.size()) {
      long known = shownTimes.get(next);
      // What comes later may be shown earlier, unless it is decoded later than that.
      long latest = shown.get(shown.size() - 1).decodeTime();
      open = latest >= known ? known : Math.min(known, open);
    }
    runs.add(new Run(open, Optional.empty()));
    return Optional.of(runs);
  }

  /**
   * Whether no picture comes any more that is shown before those known: none is shown before it is
   * decoded, nor decoded before the latest.
   */
  private static boolean known(List<Frame> hidden, List<Frame> shown, long lastHidden) {
    if (shown.isEmpty()) {
      return hidden.stream().allMatch(frame -> frame.compositionTime() == frame.decodeTime());
    }
    long firstBehind =
        shown.stream()
            .mapToLong(Frame::compositionTime)
            .filter(time -> time > lastHidden)
            .min()
            .orElse(Long.MAX_VALUE);
    return shown.get(shown.size() - 1).decodeTime() >= firstBehind;
  }

  /**
   * Where a frame ends that none is known to follow; as long as the one before if it is not said.
   */
  private static long end(Frame frame, List<Long> times) {
    if (frame.duration() > 0) {
      return frame.compositionTime() + frame.duration();
    }
    int count = times.size();
    return frame.compositionTime()
        + (count > 1 ? Math.max(1, times.get(count - 1) - times.get(count - 2)) : 1);
  }

  /** Counts the runs of all tracks in ticks of one movie. */
  private static final class Times {
    private final List<TrackFormat> formats;
    private final List<List<Run>> runs;
    private final long seconds;
    private final long movie;
    private final long zero;

    Times(List<TrackFormat> formats, List<List<Run>> runs, long seconds) {
      this.formats = formats;
      this.runs = runs;
      this.seconds = seconds;
      this.movie = movieTimescale(formats);
      long earliest = Long.MAX_VALUE;
      for (int i = 0; i < runs.size(); i++) {
        if (!runs.get(i).isEmpty()) {
          earliest = Math.min(earliest, inMovie(i, runs.get(i).get(0).from()));
        }
      }
      this.zero = earliest;
    }

    /** A timescale that counts in whole ticks what all tracks do, if one of fair size exists. */
    private static long movieTimescale(List<TrackFormat> formats) {
      long all = 1;
      long greatest = 1;
      for (TrackFormat format : formats) {
        greatest = Math.max(greatest, format.timescale());
        if (all <= LARGEST_TIMESCALE) {
          all = all / gcd(all, format.timescale()) * format.timescale();
        }
      }
      return all <= LARGEST_TIMESCALE ? all : greatest;
    }

    private static long gcd(long a, long b) {
      return b == 0 ? a : gcd(b, a % b);
    }

    Continuation continuation() {
      List<TrackFormat> made = new ArrayList<>();
      for (int i = 0; i < formats.size(); i++) {
        made.add(formats.get(i).toBuilder().edits(edits(i), (int) movie).build());
      }
      return new Continuation(made, seconds);
    }

    private List<Edit> edits(int i) {
      int scale = formats.get(i).timescale();
      long base = seconds * scale;
      if (runs.get(i).isEmpty()) {
        // Whatever comes on this track comes later than what is known: all of it is shown.
        long from = Math.floorDiv(zero, movie) * scale + Math.floorMod(zero, movie) * scale / movie;
        return List.of(new Edit(0, from, Edit.NORMAL_RATE));
      }
      List<Edit> edits = new ArrayList<>();
      long at = zero;
      for (Run run : runs.get(i)) {
        long from = inMovie(i, run.from());
        if (from > at) {
          edits.add(new Edit(from - at, Edit.EMPTY, Edit.NORMAL_RATE));
        }
        at = run.to().map(end -> inMovie(i, end)).orElse(from);
        edits.add(new Edit(at - from, run.from() - base, Edit.NORMAL_RATE));
      }
      return edits;
    }

    /** A time of a track in ticks of the movie, from the whole seconds on. */
    private long inMovie(int i, long time) {
      int scale = formats.get(i).timescale();
      long ticks = time - seconds * scale;
      return Math.floorDiv(ticks, scale) * movie + Math.floorMod(ticks, scale) * movie / scale;
    }
  }
}
