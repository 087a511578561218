package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaType;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackSpan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Counts what a recording has written. Written by one thread, read by any. */
final class Progress {
  private final Losses losses;
  private long video;
  private long audio;
  private long refused;
  private long first = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private long began = Long.MAX_VALUE;
  private final Map<Integer, Span> spans = new HashMap<>();

  /**
   * Nothing is written.
   *
   * @param losses knows what the muxer took and no file has
   */
  Progress(Losses losses) {
    this.losses = losses;
  }

  /** What of a track is written, in nanoseconds on the clock of the device. */
  private static final class Span {
    private long began = Long.MAX_VALUE;
    private long ended = Long.MIN_VALUE;
    private long last;
    private long frames;

    /** How long all frames last together: less than the span if there are holes in it. */
    private long lasting;

    /** How many of the frames are in that. */
    private long timed;

    /** A frame of unknown duration is taken to last as long as it followed the one before. */
    void add(long at, long duration) {
      boolean said = duration != Frame.UNKNOWN_DURATION;
      boolean known = said || frames > 0;
      long lasts = said ? duration : known ? Math.max(0, at - last) : 0;
      began = Math.min(began, at);
      ended = Math.max(ended, at + lasts);
      last = at;
      lasting += lasts;
      timed += known ? 1 : 0;
      frames++;
    }

    /** Without frames at its end that no file has: where those began is known by the mean. */
    TrackSpan snapshot(long lost) {
      long each = Math.round((double) lasting / Math.max(1, timed));
      return TrackSpan.of(
          Duration.ofNanos(began),
          Duration.ofNanos(Math.max(began, ended - lost * each)),
          frames,
          Duration.ofNanos(each));
    }
  }

  /**
   * Notes a frame that the muxer took.
   *
   * @param frame the frame
   * @param format what its track holds
   * @param capturedAt when it was captured, nanoseconds
   */
  synchronized void wrote(Frame frame, TrackFormat format, long capturedAt) {
    if (format.mediaType() == MediaType.VIDEO) {
      video++;
    } else if (format.mediaType() == MediaType.AUDIO) {
      audio++;
    }
    long time = frame.decodeTime();
    long duration = Math.max(frame.duration(), 0);
    first = Math.min(first, MediaTime.nanos(time, format.timescale()));
    end = Math.max(end, MediaTime.nanos(time + duration, format.timescale()));
    began = Math.min(began, capturedAt);
    spans
        .computeIfAbsent(frame.track(), track -> new Span())
        .add(
            capturedAt - MediaTime.nanos(frame.compositionTime() - time, format.timescale()),
            frame.duration() == Frame.UNKNOWN_DURATION
                ? Frame.UNKNOWN_DURATION
                : MediaTime.nanos(duration, format.timescale()));
  }

  /** Notes a frame that the muxer refused. */
  synchronized void refused() {
    refused++;
  }

  /**
   * What is written of each track.
   *
   * @param tracks how many there are
   */
  synchronized List<TrackSpan> spans(int tracks) {
    return IntStream.rangeClosed(1, tracks)
        .mapToObj(
            track ->
                Optional.ofNullable(spans.get(track))
                    .map(span -> span.snapshot(losses.unwrittenAtTheEnd(track)))
                    .orElse(TrackSpan.NONE))
        .toList();
  }

  /** What has been counted so far. */
  synchronized Count count() {
    Duration time = first > end ? Duration.ZERO : Duration.ofNanos(end - first);
    Optional<Duration> start =
        began == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(began));
    return new Count(video, audio, refused, time, start);
  }

  /**
   * What a recording has written.
   *
   * @param video video frames
   * @param audio audio blocks
   * @param refused frames that the muxer refused
   * @param time from the first frame to the end of the last
   * @param began when the first frame was captured
   */
  record Count(long video, long audio, long refused, Duration time, Optional<Duration> began) {}
}
