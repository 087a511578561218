package io.boxwire.demuxer.internal;

import io.boxwire.api.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Maps the media timeline of a track to its presentation (ISO/IEC 14496-12:2022 8.6.5, 8.6.6). All
 * times are ticks of the track. Immutable.
 *
 * <p>A frame that several edits show has the presentation time of the first. A frame of which edits
 * cut off the beginning keeps its place relative to the rest, so its presentation time may lie
 * before the edit, or even before 0, by less than its duration.
 */
final class EditTimeline {
  private static final long NORMAL = Edit.NORMAL_RATE;

  /**
   * A piece of media that is shown.
   *
   * @param start presentation time of its beginning
   * @param media media time of its beginning
   * @param length how much of the media it shows; 1 for a dwell
   * @param rate 16.16
   */
  private record Piece(long start, long media, long length, long rate) {
    long toPresentation(long time) {
      return rate == NORMAL || rate <= 0
          ? start + time - media
          : start + Ticks.floor(time - media, rate, NORMAL);
    }

    long toMedia(long presentation) {
      long passed = presentation - start;
      return media + (rate == NORMAL || rate <= 0 ? passed : Ticks.floor(passed, NORMAL, rate));
    }

    boolean shows(long time, long end) {
      return length > 0 && time < media + length && end > media;
    }

    long presentedLength() {
      return rate == NORMAL || rate <= 0 ? length : Ticks.floor(length, rate, NORMAL);
    }
  }

  private final List<Piece> pieces;

  /** The piece, if there is but one, as nearly always: each frame is looked up; null otherwise. */
  private final Piece only;

  /** Finds the piece that shows a time: there may be a hundred thousand. */
  private final FirstCovering shown;

  private final long delay;

  private EditTimeline(List<Piece> pieces, long delay) {
    this.pieces = List.copyOf(pieces);
    this.only = pieces.size() == 1 ? pieces.get(0) : null;
    this.shown =
        new FirstCovering(
            pieces.stream().mapToLong(Piece::media).toArray(),
            pieces.stream().mapToLong(piece -> piece.media() + piece.length()).toArray());
    this.delay = delay;
  }

  /**
   * Makes the timeline of a track.
   *
   * @param edits the edit list; an empty one shows all media as they are
   * @param movieTimescale what durations of edits are counted in
   * @param timescale the track's
   */
  static EditTimeline of(List<Edit> edits, int movieTimescale, int timescale) {
    List<Piece> pieces = new ArrayList<>();
    // Sums are kept in the movie's ticks, so that rounding doesn't add up.
    long passed = 0;
    long delay = 0;
    for (int i = 0; i < edits.size(); i++) {
      Edit edit = edits.get(i);
      boolean last = i == edits.size() - 1;
      long duration = Math.max(0, Math.min(edit.duration(), Ticks.LIMIT));
      long start = Ticks.floor(passed, movieTimescale, timescale);
      if (edit.mediaTime() >= 0) {
        long media = Math.min(edit.mediaTime(), Ticks.LIMIT);
        pieces.add(piece(start, media, duration, edit.rate(), last, movieTimescale, timescale));
      }
      passed = Math.min(passed + duration, Ticks.LIMIT);
      if (pieces.isEmpty()) {
        delay = Ticks.floor(passed, movieTimescale, timescale);
      }
    }
    if (edits.isEmpty()) {
      pieces.add(new Piece(-Ticks.LIMIT, -Ticks.LIMIT, 2 * Ticks.LIMIT, NORMAL));
    }
    return new EditTimeline(pieces, delay);
  }

  private static Piece piece(
      long start,
      long media,
      long duration,
      int rate,
      boolean last,
      int movieTimescale,
      int timescale) {
    if (rate == 0) {
      return new Piece(start, media, 1, rate);
    }
    if (duration == 0 && last) {
      return new Piece(start, media, Ticks.LIMIT, rate);
    }
    long shown = Ticks.ceil(duration, movieTimescale, timescale);
    long length = rate == NORMAL || rate < 0 ? shown : Ticks.floor(shown, NORMAL, rate);
    return new Piece(start, media, length, rate);
  }

  /** How long after the movie the track begins: the duration of its leading empty edits. */
  long delay() {
    return delay;
  }

  /**
   * Tells when a frame is shown.
   *
   * @param time its composition time
   * @param duration its duration
   * @return the presentation time; empty if no edit shows any of it
   */
  OptionalLong presentation(long time, long duration) {
    long end = time + Math.max(1, duration);
    if (only != null) {
      return only.shows(time, end)
          ? OptionalLong.of(only.toPresentation(time))
          : OptionalLong.empty();
    }
    int piece = shown.find(time, end);
    return piece == FirstCovering.NONE
        ? OptionalLong.empty()
        : OptionalLong.of(pieces.get(piece).toPresentation(time));
  }

  /**
   * Tells which part of the media is shown at a time; at a time when nothing is, what comes next,
   * or else what came last.
   */
  long media(long presentation) {
    long found = 0;
    for (Piece piece : pieces) {
      if (presentation < piece.start()) {
        return pieces.get(0) == piece ? piece.media() : found;
      }
      long shown = Math.max(1, piece.presentedLength());
      found = piece.toMedia(Math.min(presentation, piece.start() + shown - 1));
    }
    return found;
  }

  /** When a composition time would be shown if the edit nearest to it went on. */
  long nearest(long time) {
    OptionalLong shown = presentation(time, 1);
    if (shown.isPresent()) {
      return shown.getAsLong();
    }
    Piece nearest = pieces.isEmpty() ? new Piece(0, 0, 1, NORMAL) : pieces.get(0);
    for (Piece piece : pieces) {
      if (piece.media() <= time) {
        nearest = piece;
      }
    }
    return nearest.toPresentation(time);
  }

  /** How long the presentation lasts if the media last until a time. */
  long duration(long mediaEnd) {
    long end = delay;
    for (Piece piece : pieces) {
      long length = Math.min(piece.length(), Math.max(0, mediaEnd - piece.media()));
      long shown = piece.rate() <= 0 ? length : Ticks.floor(length, piece.rate(), NORMAL);
      end = Math.max(end, piece.start() + shown);
    }
    return end;
  }
}
