package io.boxwire.recorder.internal.configured;

import io.boxwire.api.Demuxer;
import io.boxwire.api.Edit;
import io.boxwire.api.MediaException;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.TrackInfo;
import io.boxwire.api.TrackSpan;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file that a run writes, noted while it does: where the run left off, if the process dies, is
 * told by what that file has.
 *
 * @param file the file
 * @param began when the first frame of each track that it shows is decoded, on the clock of the
 *     device
 */
record OpenFile(Path file, List<Duration> began) {
  private static final Pattern TEXT = Pattern.compile("((?:-?\\d+,)+) (.+)");
  private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);

  /**
   * Notes it.
   *
   * @param spans what the run has written of each track
   * @param from where in a span the file begins
   * @return empty if the run has not written something of each track
   */
  static Optional<OpenFile> of(
      Path file, List<TrackSpan> spans, Function<TrackSpan, Duration> from) {
    return spans.isEmpty() || spans.stream().anyMatch(span -> span.frames() == 0)
        ? Optional.empty()
        : Optional.of(new OpenFile(file.toAbsolutePath(), spans.stream().map(from).toList()));
  }

  /**
   * Where the run left off.
   *
   * @param content the file
   * @param written when it was last written
   * @return empty if the file has not the tracks of the run, or one has nothing
   */
  Optional<RunEnd> end(Demuxer content, Instant written) throws MediaException {
    List<TrackInfo> tracks = content.movie().tracks();
    if (tracks.size() != began.size()) {
      return Optional.empty();
    }
    List<TrackSpan> spans = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      Optional<TrackSpan> span = span(began.get(i), tracks.get(i), content);
      if (span.isEmpty()) {
        return Optional.empty();
      }
      spans.add(span.get());
    }
    Duration first = spans.stream().map(TrackSpan::began).min(Duration::compareTo).orElseThrow();
    Duration last = spans.stream().map(TrackSpan::ended).max(Duration::compareTo).orElseThrow();
    long frames = spans.stream().mapToLong(TrackSpan::frames).sum();
    return Optional.of(new RunEnd(written, last, frames, last.minus(first), 0, spans));
  }

  /** What a file shows of a track: what its edits hide is shown by the one before. */
  private static Optional<TrackSpan> span(Duration from, TrackInfo track, Demuxer content)
      throws MediaException {
    long shownFrom =
        track.format().edits().stream()
            .filter(edit -> !edit.empty())
            .mapToLong(Edit::mediaTime)
            .findFirst()
            .orElse(Long.MIN_VALUE);
    SampleCursor samples = content.samples(track.id());
    long frames = 0;
    long ticks = 0;
    while (samples.next()) {
      if (samples.compositionTime() >= shownFrom) {
        frames++;
        ticks += samples.duration();
      }
    }
    if (frames == 0 || ticks <= 0) {
      return Optional.empty();
    }
    Duration time =
        Duration.ofNanos(
            BigInteger.valueOf(ticks)
                .multiply(SECOND)
                .divide(BigInteger.valueOf(track.format().timescale()))
                .longValue());
    return Optional.of(TrackSpan.of(from, from.plus(time), frames, time.dividedBy(frames)));
  }

  /** As a line of a file. */
  String text() {
    return began.stream().map(time -> time.toNanos() + ",").collect(Collectors.joining())
        + " "
        + file;
  }

  /** What {@link #text()} made; empty if it did not. */
  static Optional<OpenFile> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new OpenFile(
              Path.of(parts.group(2)),
              Stream.of(parts.group(1).split(","))
                  .map(Long::parseLong)
                  .map(Duration::ofNanos)
                  .toList()));
    } catch (NumberFormatException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
