package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaType;
import io.boxwire.api.TrackFormat;
import java.time.Duration;
import java.util.Optional;

/** Counts what a recording has written. Written by one thread, read by any. */
final class Progress {
  private long video;
  private long audio;
  private long refused;
  private long first = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private long began = Long.MAX_VALUE;

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
  }

  /** Notes a frame that the muxer refused. */
  synchronized void refused() {
    refused++;
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
