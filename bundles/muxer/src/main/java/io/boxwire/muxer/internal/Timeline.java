package io.boxwire.muxer.internal;

import io.boxwire.api.Edit;
import io.boxwire.api.MuxerOptions.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps the times of frames to the times in a file: which moment is presentation time 0, where each
 * track's media timeline begins, and which edits make up the difference (ISO/IEC 14496-12:2022
 * 8.6.6). Immutable; made when all tracks that will be in the file have begun.
 *
 * <pre>
 * media time        = frame time - base       (never negative)
 * presentation time = frame time - origin     (through the edits)
 * </pre>
 *
 * A track that brings edits of its own keeps its presentation times; all tracks of such a file
 * count from time 0.
 */
final class Timeline {
  private final long movieTimescale;
  private final long origin;
  private final int originTimescale;

  private Timeline(long movieTimescale, long origin, int originTimescale) {
    this.movieTimescale = movieTimescale;
    this.origin = origin;
    this.originTimescale = originTimescale;
  }

  static Timeline of(List<Track> tracks, Origin policy) {
    List<Long> timescales = new ArrayList<>();
    Track earliest = null;
    boolean fixed = policy == Origin.ZERO;
    for (Track track : tracks) {
      timescales.add((long) track.timescale());
      if (track.bringsEdits()) {
        timescales.add((long) Math.max(1, track.format().editTimescale()));
        fixed = true;
      }
      if (earliest == null || start(track) < start(earliest)) {
        earliest = track;
      }
    }
    long movie = tracks.isEmpty() ? 1000 : Ticks.common(timescales);
    return fixed || earliest == null
        ? new Timeline(movie, 0, 1)
        : new Timeline(movie, earliest.startTime(), earliest.timescale());
  }

  private static long start(Track track) {
    return Ticks.nanos(track.startTime(), track.timescale());
  }

  long movieTimescale() {
    return movieTimescale;
  }

  /** The moment of presentation time 0, in a track's ticks. */
  long origin(Track track) {
    return Ticks.rescale(origin, originTimescale, track.timescale());
  }

  /** Where the media timeline of a fragmented track begins: as near to time 0 as can be. */
  long fragmentBase(Track track) {
    long zero = track.bringsEdits() ? 0 : origin(track);
    return Math.min(zero, track.firstDecodeTime());
  }

  /** By how much decode times must be put off so that none is before time 0 without an edit. */
  long decodeDelay(Track track) {
    return Math.max(0, origin(track) - track.firstDecodeTime());
  }

  /**
   * The edits of a progressive track, whose media timeline begins at its first decode time; none
   * where media times are presentation times.
   */
  List<Edit> progressiveEdits(Track track) {
    long base = track.firstDecodeTime() - track.index().compositionShift();
    long end = track.index().end();
    if (track.bringsEdits()) {
      return kept(track, base, end);
    }
    long zero = origin(track);
    if (zero == base && !hidesPriming(track)) {
      return List.of();
    }
    List<Edit> edits = new ArrayList<>();
    long from = zero - base;
    if (track.startTime() > zero) {
      from = track.startTime() - base;
      edits.add(new Edit(inMovie(track, track.startTime() - zero), Edit.EMPTY, Edit.NORMAL_RATE));
    }
    // Nothing is left to show of a track that ends before time 0.
    edits.add(new Edit(inMovie(track, Math.max(0, end - from)), from, Edit.NORMAL_RATE));
    return edits;
  }

  /** The edits of a fragmented track, whose end nobody knows. */
  List<Edit> fragmentEdits(Track track) {
    long base = fragmentBase(track);
    if (track.bringsEdits()) {
      return kept(track, base, Long.MIN_VALUE);
    }
    long zero = origin(track);
    if (hidesPriming(track)) {
      // What gets the decoder going is hidden, and what follows is shown no earlier for that.
      return List.of(
          new Edit(inMovie(track, track.startTime() - zero), Edit.EMPTY, Edit.NORMAL_RATE),
          new Edit(0, track.startTime() - base, Edit.NORMAL_RATE));
    }
    long from = zero - base;
    return from == 0 ? List.of() : List.of(new Edit(0, from, Edit.NORMAL_RATE));
  }

  /** Whether the track's priming lies behind time 0, so that an empty edit has to stand for it. */
  private boolean hidesPriming(Track track) {
    return track.primed() && track.startTime() > origin(track);
  }

  private List<Edit> kept(Track track, long base, long end) {
    List<Edit> edits = new ArrayList<>();
    int from = track.format().editTimescale();
    for (Edit edit : track.format().edits()) {
      long duration = Ticks.rescale(edit.duration(), from, movieTimescale);
      if (edit.empty()) {
        addEmpty(edits, duration);
        continue;
      }
      long start = edit.mediaTime() - base;
      if (start < 0) {
        // Nothing lies before the first sample: the same emptiness, said in another way.
        long lead = inMovie(track, -start);
        addEmpty(edits, lead);
        duration = duration == 0 ? 0 : Math.max(1, duration - lead);
        start = 0;
      }
      if (duration == 0 && end != Long.MIN_VALUE) {
        duration = inMovie(track, Math.max(0, end - start));
      }
      edits.add(new Edit(duration, start, edit.rate()));
    }
    return edits;
  }

  /** Adds emptiness, to that of the edit before if there is any: players know one edit of it. */
  private static void addEmpty(List<Edit> edits, long duration) {
    int last = edits.size() - 1;
    if (last >= 0 && edits.get(last).empty()) {
      duration += edits.remove(last).duration();
    }
    edits.add(new Edit(duration, Edit.EMPTY, Edit.NORMAL_RATE));
  }

  /** A time of a track in ticks of the movie. */
  long inMovie(Track track, long ticks) {
    return Ticks.rescale(ticks, track.timescale(), movieTimescale);
  }
}
