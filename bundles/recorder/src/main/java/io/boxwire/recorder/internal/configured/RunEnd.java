package io.boxwire.recorder.internal.configured;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.TrackSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a run of a recording left off, so that the next one can tell what is missing between.
 *
 * @param at when its last frame was written
 * @param captured when that was captured: the end of its media, on the clock of the device
 * @param frames how many frames it had, of all tracks
 * @param time how much media time
 * @param lost how many frames it had captured that are in no file, behind the last that is
 * @param spans what it had of each track; empty if not known
 */
record RunEnd(
    Instant at, Duration captured, long frames, Duration time, long lost, List<TrackSpan> spans) {
  /** By so much two clocks may differ, and a tenth of the gap. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private static final int SLACK_SHARE = 10;
  private static final Pattern TEXT =
      Pattern.compile("(-?\\d+) (-?\\d+) (\\d+) (\\d+) (\\d+)((?: -?\\d+:-?\\d+:\\d+:\\d+)*)");

  /**
   * Where a run left off; empty if it wrote nothing.
   *
   * @param ended when it did
   * @param lost how many captured frames could not be written any more
   */
  static Optional<RunEnd> of(RecordingStatistics run, Instant ended, long lost) {
    return run.began()
        .map(
            began ->
                new RunEnd(
                    run.lastWritten().orElse(ended),
                    began.plus(run.mediaTime()).minus(run.clockAhead()),
                    run.videoFrames() + run.audioFrames(),
                    run.mediaTime(),
                    lost,
                    run.spans().stream().map(span -> earlier(span, run.clockAhead())).toList()));
  }

  /** A span on the clock of the device as it is at the end: the next run begins on that. */
  private static TrackSpan earlier(TrackSpan span, Duration by) {
    return span.frames() == 0
        ? span
        : TrackSpan.of(
            span.began().minus(by), span.ended().minus(by), span.frames(), span.frameDuration());
  }

  /**
   * Of a run of which no more is known.
   *
   * @param written when its last frame was
   */
  static RunEnd unknown(Instant written) {
    return new RunEnd(written, Duration.ZERO, 0, Duration.ZERO, 0, List.of());
  }

  /**
   * What is missing between this run and the next. Where the clock of the device went on meanwhile,
   * it is exact, and the frames are known from how long those of each track lasted before.
   *
   * @param next the next run, which has written something
   * @param now when that is so
   */
  MediaEvent gap(RecordingStatistics next, Instant now) {
    Duration waited = Duration.between(at, now.minus(next.mediaTime()));
    waited = waited.isNegative() ? Duration.ZERO : waited;
    Duration missing = next.began().orElse(Duration.ZERO).minus(captured);
    Duration slack = SLACK.plus(waited.dividedBy(SLACK_SHARE));
    boolean sameClock = !missing.isNegative() && missing.minus(waited).abs().compareTo(slack) <= 0;
    if (!sameClock || time.isZero()) {
      return inexact("nothing was recorded for about " + seconds(waited) + " s");
    }
    // Those that were lost at the end are among them: they lie behind the spans.
    long count = missing(next.spans()).orElseGet(() -> atTheRateBefore(missing));
    return MediaEvent.of(
            MediaEvent.Kind.GAP,
            "nothing was recorded for " + seconds(missing) + " s, " + count + " frames")
        .withFrames(count);
  }

  private MediaEvent inexact(String what) {
    return lost == 0
        ? MediaEvent.of(MediaEvent.Kind.GAP, what)
        : MediaEvent.of(MediaEvent.Kind.GAP, what + ", at least " + lost + " frames")
            .withFrames(lost);
  }

  /** How many frames of each track fit between; empty if a track has none on one of the sides. */
  private Optional<Long> missing(List<TrackSpan> next) {
    if (spans.isEmpty() || spans.size() != next.size()) {
      return Optional.empty();
    }
    long count = 0;
    for (int i = 0; i < spans.size(); i++) {
      TrackSpan span = spans.get(i);
      if (span.frames() == 0 || next.get(i).frames() == 0) {
        return Optional.empty();
      }
      double each = span.frameDuration().toNanos();
      long between = next.get(i).began().minus(span.ended()).toNanos();
      count += each > 0 ? Math.max(0, Math.round(between / each)) : 0;
    }
    return Optional.of(count);
  }

  private long atTheRateBefore(Duration missing) {
    return Math.round((double) missing.toMillis() * frames / Math.max(1, time.toMillis()));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
  }

  /** As a line of a file. */
  String text() {
    return at.toEpochMilli()
        + " "
        + captured.toMillis()
        + " "
        + frames
        + " "
        + time.toMillis()
        + " "
        + lost
        + spans.stream().map(RunEnd::text).collect(Collectors.joining());
  }

  private static String text(TrackSpan span) {
    return Stream.of(span.began(), span.ended(), span.frameDuration())
        .map(Duration::toNanos)
        .map(nanos -> nanos + ":")
        .collect(Collectors.joining("", " ", Long.toString(span.frames())));
  }

  /** What {@link #text()} made; empty if it did not. */
  static Optional<RunEnd> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RunEnd(
              Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
              Duration.ofMillis(Long.parseLong(parts.group(2))),
              Long.parseLong(parts.group(3)),
              Duration.ofMillis(Long.parseLong(parts.group(4))),
              Long.parseLong(parts.group(5)),
              spans(parts.group(6))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<TrackSpan> spans(String text) {
    return Stream.of(text.split(" ")).filter(one -> !one.isEmpty()).map(RunEnd::span).toList();
  }

  private static TrackSpan span(String text) {
    String[] numbers = text.split(":");
    long frames = Long.parseLong(numbers[3]);
    return frames == 0
        ? TrackSpan.NONE
        : TrackSpan.of(
            Duration.ofNanos(Long.parseLong(numbers[0])),
            Duration.ofNanos(Long.parseLong(numbers[1])),
            frames,
            Duration.ofNanos(Long.parseLong(numbers[2])));
  }
}
