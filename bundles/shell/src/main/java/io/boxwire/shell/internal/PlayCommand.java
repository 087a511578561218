package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.Pace;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.TrackInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Reads frames at their times. */
final class PlayCommand implements Command {
  private static final Option VIDEO_OUT =
      Option.value("--video-out", "F", "write the first video track there, - for standard output")
          .of(Option.Values.FILES);
  private static final Option AUDIO_OUT =
      Option.value("--audio-out", "F", "write the first audio track there, - for standard output")
          .of(Option.Values.FILES);

  private static final Syntax SYNTAX =
      Syntax.of("play", "reads frames at their times, and counts those that come late")
          .usage("IN [--video-out F] [--audio-out F]", 1, 1)
          .option(VIDEO_OUT)
          .option(AUDIO_OUT)
          .option(Syntax.OVERWRITE)
          .note(
              """
              F is a new file, or a named pipe that a player reads. Video becomes a byte stream with
              start codes, audio the bytes of its blocks. Playing begins when the first player
              reads, and ends when one quits. A frame is late if it is there more than 20 ms behind
              its decode time.""")
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
    Optional<Output> video = output(VIDEO_OUT, inputs, arguments, invocation);
    Optional<Output> audio = output(AUDIO_OUT, inputs, arguments, invocation);
    if (video.isPresent() && audio.isPresent() && video.get().path().equals(audio.get().path())) {
      throw new UsageException("--video-out and --audio-out are the same");
    }
    try (Input input = Input.openNamed(name, PayloadForm.STREAM, Set.of(), invocation)) {
      Map<Integer, Output> outputs = new HashMap<>();
      MovieInfo movie = input.demuxer().movie();
      connect(MediaType.VIDEO, video, movie, outputs);
      connect(MediaType.AUDIO, audio, movie, outputs);
      try (PlayerFeeds feeds = new PlayerFeeds(outputs)) {
        play(input, feeds, new Pace(), invocation);
      } catch (InterruptedException e) {
        outputs.values().forEach(Output::discard);
        throw e;
      }
    }
    return CommandLine.DONE;
  }

  private static Optional<Output> output(
      Option option, List<Path> inputs, Arguments arguments, Invocation invocation)
      throws UsageException {
    Optional<String> name = arguments.value(option);
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(Output.of(name.get(), inputs, arguments, invocation));
  }

  private static void connect(
      MediaType type, Optional<Output> output, MovieInfo movie, Map<Integer, Output> outputs)
      throws MediaException {
    if (output.isPresent()) {
      TrackInfo track =
          movie.tracks().stream()
              .filter(t -> t.format().mediaType() == type)
              .findFirst()
              .orElseThrow(
                  () ->
                      MediaException.of(
                          Code.BAD_REQUEST,
                          "there is no " + type.name().toLowerCase(Locale.ROOT) + " track"));
      outputs.put(track.id(), output.get());
    }
  }

  private static void play(Input input, PlayerFeeds feeds, Pace pace, Invocation invocation)
      throws IOException, InterruptedException {
    MovieInfo movie = input.demuxer().movie();
    Map<Integer, Integer> timescales = new HashMap<>();
    movie.tracks().forEach(t -> timescales.put(t.id(), t.format().timescale()));
    feeds.awaitPlayer();
    try (Progress progress = invocation.progress("play", millis(movie.duration()))) {
      while (true) {
        Optional<Frame> next = input.demuxer().read();
        if (next.isEmpty()) {
          break;
        }
        Frame frame = next.get();
        Duration due = due(frame, timescales.get(frame.track()));
        pace.await(due);
        feeds.write(frame);
        progress.at(millis(due));
      }
      feeds.finish();
    } catch (MediaException e) {
      invocation.note(pace.lateness().toString());
      throw e;
    }
    String summary = pace.lateness().toString();
    if (feeds.useStandardOutput()) {
      invocation.note(summary);
    } else {
      invocation.results().line(summary);
    }
  }

  /** When a decoder must have the frame: its decode time, moved as edits move its presentation. */
  private static Duration due(Frame frame, int timescale) {
    long shift =
        frame.presentationTime().isPresent()
            ? frame.presentationTime().getAsLong() - frame.compositionTime()
            : 0;
    return Times.duration(frame.decodeTime() + shift, timescale);
  }

  /** A file may say times that milliseconds can't express; the nearest will do. */
  private static long millis(Duration time) {
    return TimeUnit.MILLISECONDS.convert(time);
  }
}
