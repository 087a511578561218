package io.boxwire.shell.internal;

import io.boxwire.api.Durability;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Copies samples into a new file, whatever their codec. */
final class RemuxCommand implements Command {
  private static final Option LAYOUT = Layouts.option(Layout.PROGRESSIVE);
  private static final Option FROM =
      Option.value("--from", "T", "begin at the sync sample at or before this time");
  private static final Option TO =
      Option.value("--to", "T", "end in front of the first sync sample at or after this time");

  private static final Syntax SYNTAX =
      Syntax.of("remux", "copies samples into a new file, whatever their codec")
          .usage("IN.mp4 OUT.mp4 [--layout L] [--from T] [--to T]", 2, 2)
          .option(LAYOUT)
          .option(ChunkTime.OPTION)
          .option(FROM)
          .option(TO)
          .option(Syntax.OVERWRITE)
          .note(
              """
              Times are seconds with a fraction or HH:MM:SS.mmm of the presentation. Video decides
              where it is cut, the other tracks follow it. IN and OUT may be - where the layout
              allows streaming.""")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public int run(Arguments arguments, Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    String name = arguments.operand(0);
    List<Path> inputs =
        name.equals(Input.STANDARD_INPUT) ? List.of() : List.of(invocation.path(name));
    Optional<Duration> from = time(arguments, FROM);
    Optional<Duration> to = time(arguments, TO);
    if (from.isPresent() && to.isPresent() && to.get().compareTo(from.get()) <= 0) {
      throw new UsageException("--to is not behind --from");
    }
    try (Output output = Output.of(arguments.operand(1), inputs, arguments, invocation)) {
      Layout layout = Layouts.choose(arguments.value(LAYOUT), Layout.PROGRESSIVE, output);
      MuxerOptions.Builder options =
          MuxerOptions.builder()
              .layout(layout)
              .durability(Durability.never())
              .beforeFirstSync(MuxerOptions.BeforeFirstSync.STORE)
              .origin(origin(from, to))
              .listener(MuxerWork.fromFiles(invocation));
      ChunkTime.addTo(options, layout, arguments);
      try (Input input = Input.openNamed(name, PayloadForm.STORED, Set.of(), invocation)) {
        SampleRange range = SampleRange.of(from, to, input);
        return remux(input, range, output, options.build(), invocation);
      }
    }
  }

  /** A whole file keeps its presentation times, a part begins with what it shows first. */
  private static MuxerOptions.Origin origin(Optional<Duration> from, Optional<Duration> to) {
    return from.isEmpty() && to.isEmpty()
        ? MuxerOptions.Origin.ZERO
        : MuxerOptions.Origin.FIRST_FRAME;
  }

  private static int remux(
      Input input, SampleRange range, Output output, MuxerOptions options, Invocation invocation)
      throws MediaException, InterruptedException {
    MovieInfo movie = input.demuxer().movie();
    if (movie.tracks().isEmpty()) {
      throw MediaException.of(Code.MALFORMED, "there are no tracks");
    }
    List<TrackFormat> formats = movie.tracks().stream().map(range::format).toList();
    Map<Integer, Integer> numbers = new HashMap<>();
    for (TrackInfo track : movie.tracks()) {
      numbers.put(track.id(), numbers.size() + 1);
    }
    MuxerWork work = MuxerWork.open(output, formats, options, invocation);
    return work.run(
        progress -> feed(input, range, numbers, work, progress, invocation), input.size());
  }

  private static int feed(
      Input input,
      SampleRange range,
      Map<Integer, Integer> numbers,
      MuxerWork work,
      Progress progress,
      Invocation invocation)
      throws MediaException, InterruptedException {
    Faults faults = new Faults(invocation);
    long bytes = 0;
    while (!range.isOver()) {
      Optional<Frame> next;
      try {
        next = input.demuxer().read();
      } catch (MediaException e) {
        faults.whileReading(e);
        continue;
      }
      if (next.isEmpty()) {
        break;
      }
      Frame frame = next.get();
      Optional<Frame> inside = range.place(frame);
      if (inside.isPresent()) {
        write(inside.get(), numbers.get(frame.track()), work, faults);
      }
      bytes += frame.size();
      progress.at(bytes);
    }
    if (range.undecodable() > 0) {
      invocation.note(
          range.undecodable() + " frames behind the cut need frames in front of it: left out");
    }
    return faults.conclude();
  }

  /** Hands a frame over for good: the muxer then moves its region instead of reading it. */
  private static void write(Frame frame, int number, MuxerWork work, Faults faults)
      throws MediaException, InterruptedException {
    Frame kept = frame.toBuilder().track(number).build().keep();
    try {
      work.write(kept);
    } catch (MediaException e) {
      kept.release();
      faults.whileWriting(e);
    } catch (InterruptedException e) {
      kept.release();
      throw e;
    }
  }

  private static Optional<Duration> time(Arguments arguments, Option option) throws UsageException {
    Optional<String> text = arguments.value(option);
    return text.isEmpty() ? Optional.empty() : Optional.of(Numbers.time(option.name(), text.get()));
  }
}
