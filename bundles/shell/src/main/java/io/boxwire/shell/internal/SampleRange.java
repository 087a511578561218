package io.boxwire.shell.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which samples of a file are copied, and at what times. Used by one thread.
 *
 * <p>The whole file keeps its times and edit lists. A part of it gets new times, in which the
 * presentation begins at the sync sample it is cut at and the tracks stay as far apart as they
 * were.
 */
abstract class SampleRange {
  /** The format that a track has in the new file. */
  abstract TrackFormat format(TrackInfo track);

  /** The frame with its new times; empty if it is not in the range. */
  abstract Optional<Frame> place(Frame frame);

  /** Whether no frame that follows can be in the range. */
  abstract boolean isOver();

  /** How many frames were left out because nothing could show them. */
  abstract long undecodable();

  /**
   * Makes a range, and moves the input to its beginning.
   *
   * @param from presentation time at or behind which it begins
   * @param to presentation time at or behind which it ends
   * @param input where the samples come from
   * @throws MediaException if the input is a stream, or malformed
   */
  static SampleRange of(Optional<Duration> from, Optional<Duration> to, Input input)
      throws MediaException {
    if (from.isEmpty() && to.isEmpty()) {
      return new Whole();
    }
    Duration start = from.isPresent() ? input.demuxer().seek(from.get()) : Duration.ZERO;
    return new Part(input.demuxer().movie(), start, to);
  }

  private static final class Whole extends SampleRange {
    @Override
    TrackFormat format(TrackInfo track) {
      return track.format();
    }

    @Override
    Optional<Frame> place(Frame frame) {
      return Optional.of(frame);
    }

    @Override
    boolean isOver() {
      return false;
    }

    @Override
    long undecodable() {
      return 0;
    }
  }

  private static final class Part extends SampleRange {
    /** Added to all times, so that none becomes negative; the muxer begins at the first frame. */
    private static final Duration LEAD = Duration.ofSeconds(10);

    private final MovieInfo movie;
    private final Duration start;
    private final int leader;
    private final Set<Integer> running = new HashSet<>();
    private final Map<Integer, Long> shifts = new HashMap<>();
    private final Optional<Duration> wantedEnd;
    private Optional<Duration> end = Optional.empty();
    private long undecodable;

    Part(MovieInfo movie, Duration start, Optional<Duration> wantedEnd) {
      this.movie = movie;
      this.start = start;
      this.wantedEnd = wantedEnd;
      List<TrackInfo> tracks = movie.tracks();
      tracks.forEach(t -> running.add(t.id()));
      this.leader =
          tracks.stream()
              .filter(t -> t.format().mediaType() == MediaType.VIDEO)
              .findFirst()
              .or(() -> tracks.stream().findFirst())
              .map(TrackInfo::id)
              .orElse(0);
    }

    @Override
    TrackFormat format(TrackInfo track) {
      return track.format().toBuilder().edits(List.of(), 0).build();
    }

    @Override
    boolean isOver() {
      return running.isEmpty();
    }

    @Override
    long undecodable() {
      return undecodable;
    }

    @Override
    Optional<Frame> place(Frame frame) {
      if (!running.contains(frame.track())) {
        return Optional.empty();
      }
      int timescale = movie.track(frame.track()).orElseThrow().format().timescale();
      if (frame.presentationTime().isPresent()) {
        shifts.put(frame.track(), frame.presentationTime().getAsLong() - frame.compositionTime());
      } else if (!shifts.containsKey(frame.track())) {
        // Hidden by an edit, in front of everything that is shown.
        return Optional.empty();
      }
      long shift = shifts.get(frame.track());
      Duration shown = Times.duration(frame.compositionTime() + shift, timescale);
      if (ends(frame, shown)) {
        running.remove(frame.track());
        return Optional.empty();
      }
      if (isBefore(frame, shift, timescale, shown)) {
        return Optional.empty();
      }
      long move = shift - Times.ticks(start, timescale) + Times.ticks(LEAD, timescale);
      return Optional.of(
          frame.toBuilder()
              .times(frame.decodeTime() + move, frame.compositionTime() + move)
              .build());
    }

    private boolean ends(Frame frame, Duration shown) {
      if (wantedEnd.isEmpty()) {
        return false;
      }
      if (frame.track() == leader
          && end.isEmpty()
          && frame.sync()
          && shown.compareTo(wantedEnd.get()) >= 0) {
        end = Optional.of(shown);
      }
      // As long as the leader goes on, the others do.
      return end.isPresent() && (frame.track() == leader || shown.compareTo(end.get()) >= 0);
    }

    private boolean isBefore(Frame frame, long shift, int timescale, Duration shown) {
      if (frame.track() == leader) {
        boolean leading = shown.compareTo(start) < 0;
        if (leading) {
          // It refers to pictures in front of the cut.
          undecodable++;
        }
        return leading;
      }
      long last = frame.compositionTime() + shift + Math.max(0, frame.duration());
      return Times.duration(last, timescale).compareTo(start) <= 0;
    }
  }
}
