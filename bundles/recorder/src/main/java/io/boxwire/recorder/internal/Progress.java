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
  private long video;
  private long audio;
  private long refused;
  private long first = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private long began = Long.MAX_VALUE;
  private final Map<Integer, Span> spans = new HashMap<>();

  /** What of a track is written, in nanoseconds on the clock of the device. */
  private static final class Span {
    private long began = Long.MAX_VALUE;
    private long ended = Long.MIN_VALUE;
    private long frames;

    TrackSpan snapshot() {
      return TrackSpan.of(Duration.ofNanos(began), Duration.ofNanos(ended), frames);
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
    Span span = spans.computeIfAbsent(frame.track(), track -> new Span());
    long at = capturedAt - MediaTime.nanos(frame.compositionTime() - time, format.timescale());
    span.began = Math.min(span.began, at);
    span.ended = Math.max(span.ended, at + MediaTime.nanos(duration, format.timescale()));
    span.frames++;
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
        .mapToObj(track -> Optional.ofNullable(spans.get(track)))
        .map(span -> span.map(Span::snapshot).orElse(TrackSpan.NONE))
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
