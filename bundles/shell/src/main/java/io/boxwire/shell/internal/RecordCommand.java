package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Records from a capture device. */
final class RecordCommand implements Command {
  private static final long DEFAULT_FRAMES = 200;
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Option DEVICE =
      Option.value("--device", "ID", "the capture device (default builtin); plugins lists them");
  private static final Option DEVICE_OPT =
      Option.repeated("--device-opt", "K=V", "an option of the device");
  private static final Option VIDEO = Option.value("--video", "C", "h264|h265|none (default h264)");
  private static final Option AUDIO =
      Option.value("--audio", "C", "g711a|g711u|none (default g711u)");
  private static final Option SIZE =
      Option.value("--size", "WxH", "the picture size wanted (default the device's own)");
  private static final Option FRAMES =
      Option.value("--frames", "N", "end after N video frames (default 200)");
  private static final Option SECONDS = Option.value("--seconds", "S", "end after so much time");
  private static final Option LAYOUT = Layouts.option(Layout.HYBRID);

  private static final Syntax SYNTAX =
      Syntax.of("record", "records from a capture device")
          .usage("OUT.mp4 [options]", 1, 1)
          .option(DEVICE)
          .option(DEVICE_OPT)
          .option(VIDEO)
          .option(AUDIO)
          .option(SIZE)
          .option(FRAMES)
          .option(SECONDS)
          .option(LAYOUT)
          .option(Syntax.OVERWRITE)
          .note(
              """
              OUT may be -: standard output then gets the recording, fragmented. Each file written
              is named on standard output. Ctrl-C ends the recording in order.""")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public int run(Arguments arguments, Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    Output output = Output.of(arguments.operand(0), List.of(), arguments, invocation);
    try (output) {
      Layout layout = Layouts.choose(arguments.value(LAYOUT), Layout.HYBRID, output);
      CaptureRequest capture = capture(arguments);
      Limit limit = Limit.of(arguments);
      Recording recording =
          invocation
              .parts()
              .recorder()
              .start(request(arguments, output.sink(), capture, layout, limit, invocation));
      return await(recording, limit, arguments.operand(0), invocation);
    }
  }

  /** When the recording ends by itself. */
  private record Limit(OptionalLong frames, Optional<Duration> time) {
    static Limit of(Arguments arguments) throws UsageException {
      OptionalLong frames = arguments.count(FRAMES);
      Optional<String> seconds = arguments.value(SECONDS);
      if (frames.isPresent() && seconds.isPresent()) {
        throw new UsageException("--frames and --seconds exclude each other");
      }
      if (seconds.isEmpty()) {
        return new Limit(OptionalLong.of(frames.orElse(DEFAULT_FRAMES)), Optional.empty());
      }
      Duration time = Numbers.time(SECONDS.name(), seconds.get());
      if (time.isZero()) {
        throw new UsageException("--seconds is more than 0");
      }
      return new Limit(OptionalLong.empty(), Optional.of(time));
    }

    long total() {
      return frames.orElse(time.map(Duration::toMillis).orElse(0L));
    }

    long done(Recording recording) {
      RecordingStatistics statistics = recording.statistics();
      if (frames.isEmpty()) {
        return statistics.mediaTime().toMillis();
      }
      // Without video, audio blocks are counted.
      return statistics.videoFrames() > 0 ? statistics.videoFrames() : statistics.audioFrames();
    }
  }

  private static RecordingRequest request(
      Arguments arguments,
      Sink sink,
      CaptureRequest capture,
      Layout layout,
      Limit limit,
      Invocation invocation) {
    RecordingRequest.Builder request =
        RecordingRequest.to(sink, capture)
            .muxer(MuxerOptions.builder().layout(layout).listener(invocation::event).build());
    arguments.value(DEVICE).ifPresent(request::device);
    limit.frames.ifPresent(request::videoFrames);
    limit.time.ifPresent(request::duration);
    return request.build();
  }

  private static CaptureRequest capture(Arguments arguments) throws UsageException {
    CaptureRequest.Builder capture = CaptureRequest.builder();
    String video = arguments.value(VIDEO).orElse("h264");
    String audio = arguments.value(AUDIO).orElse("g711u");
    if (video.isEmpty() || audio.isEmpty()) {
      throw new UsageException("a codec has a name");
    }
    if (video.equals("none") && audio.equals("none")) {
      throw new UsageException("neither video nor audio is wanted");
    }
    if (!video.equals("none")) {
      capture.video(video);
    }
    if (!audio.equals("none")) {
      capture.audio(audio);
    }
    if (arguments.has(SIZE)) {
      Numbers.Size size = Numbers.size(SIZE.name(), arguments.required(SIZE));
      capture.size(size.width(), size.height());
    }
    return capture.options(options(arguments.values(DEVICE_OPT))).build();
  }

  private static Map<String, String> options(List<String> texts) throws UsageException {
    Map<String, String> options = new HashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new UsageException("not K=V: " + text);
      }
      if (options.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
        throw new UsageException("the device option is given twice: " + text);
      }
    }
    return options;
  }

  private static int await(Recording recording, Limit limit, String argument, Invocation invocation)
      throws IOException, InterruptedException {
    try (Progress progress = invocation.progress("record", limit.total())) {
      while (!recording.await(LOOK)) {
        if (invocation.parts().leaving()) {
          // It belongs to the recorder: it does not end because nobody watches it any more.
          invocation.error("the commands are being stopped; the recording goes on");
          return CommandLine.FAILED;
        }
        progress.at(limit.done(recording));
      }
    } catch (InterruptedException e) {
      finish(recording);
      name(recording, argument, invocation);
      throw e;
    } catch (MediaException e) {
      name(recording, argument, invocation);
      throw e;
    }
    name(recording, argument, invocation);
    missing(recording.statistics(), invocation);
    return CommandLine.DONE;
  }

  private static void missing(RecordingStatistics statistics, Invocation invocation) {
    if (statistics.framesDropped() > 0) {
      invocation.note(
          "the device dropped "
              + statistics.framesDropped()
              + " frames that were not taken in time");
    }
    if (statistics.framesRefused() > 0) {
      invocation.note(
          "the muxer refused "
              + statistics.framesRefused()
              + " frames, in front of the first sync sample");
    }
  }

  /** Ends the recording and waits for its file, however often this thread is interrupted. */
  private static void finish(Recording recording) throws MediaException {
    recording.stop();
    while (true) {
      try {
        recording.await();
        return;
      } catch (InterruptedException e) {
        // The contract of commands: a second interrupt changes nothing, the file is closed first.
        continue;
      }
    }
  }

  private static void name(Recording recording, String argument, Invocation invocation)
      throws IOException {
    for (Path file : recording.files()) {
      invocation.results().line(invocation.shown(file, argument));
    }
    invocation.results().flush();
  }
}
