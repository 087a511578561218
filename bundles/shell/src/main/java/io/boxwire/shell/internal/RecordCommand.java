package io.boxwire.shell.internal;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Notation;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.shell.internal.Option.Values;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records from a capture device. */
final class RecordCommand implements Command {
  private static final Option DEVICE =
      Option.value("--device", "ID", "the capture device (default builtin)").of(Values.DEVICES);
  private static final Option DEVICE_OPT =
      Option.repeated(
          "--device-opt", "K=V", "an option of the device; --device ID --help lists them");
  private static final Option VIDEO =
      Option.value("--video", "C", "h264|h265|none (default h264)").of(Values.VIDEO_CODECS);
  private static final Option AUDIO =
      Option.value("--audio", "C", "g711a|g711u|none (default g711u)").of(Values.AUDIO_CODECS);
  private static final Option SIZE =
      Option.value("--size", "WxH", "the picture size wanted (default the device's own)");
  private static final Option LAYOUT = Layouts.option(Layout.HYBRID);

  private static final Syntax SYNTAX =
      Syntax.of("record", "records from a capture device")
          .usage("OUT.mp4 [options]", 1, 1)
          .option(DEVICE)
          .option(DEVICE_OPT)
          .option(VIDEO)
          .option(AUDIO)
          .option(SIZE)
          .option(RecordingLimit.FRAMES)
          .option(RecordingLimit.SECONDS)
          .option(LAYOUT)
          .option(RecordingFiles.SEGMENT_TIME)
          .option(RecordingFiles.SEGMENT_SIZE)
          .option(RecordingFiles.OUTPUT_PATTERN)
          .option(RecordingRetention.SIZE)
          .option(RecordingRetention.TIME)
          .option(RecordingRetention.FREE)
          .option(RecordingSafety.FRAGMENT_TIME)
          .option(ChunkTime.OPTION)
          .option(RecordingSafety.DURABILITY)
          .option(RecordingSafety.ALIGN)
          .option(Syntax.OVERWRITE)
          .note(RecordingFiles.NOTE)
          .note(RecordingRetention.NOTE)
          .note(RecordingSafety.NOTE)
          .note(
              """
              OUT may be -: standard output then gets the recording, fragmented. Each file is named on
              standard output as soon as it is closed. Ctrl-C ends the recording in order.""")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public String help(Arguments arguments, Parts parts) {
    StringBuilder text = new StringBuilder(SYNTAX.help());
    Optional<String> wanted = arguments.value(DEVICE);
    List<CaptureDevice> devices =
        parts.devices().stream()
            .filter(d -> wanted.isEmpty() || wanted.get().equals(d.id()))
            .toList();
    wanted
        .filter(id -> devices.isEmpty())
        .ifPresent(id -> text.append("\nThere is no device ").append(id).append(" now.\n"));
    for (CaptureDevice device : devices) {
      text.append("\ndevice ")
          .append(device.id())
          .append(": ")
          .append(device.description())
          .append('\n');
      if (wanted.isPresent()) {
        List<CaptureDevice.Option> options = device.options();
        int width = options.stream().mapToInt(o -> o.name().length()).max().orElse(0);
        for (CaptureDevice.Option option : options) {
          text.append(String.format("  %-" + width + "s  %s", option.name(), option.description()));
          if (!option.defaultValue().isEmpty()) {
            text.append(" (default ").append(option.defaultValue()).append(')');
          }
          text.append('\n');
        }
      }
    }
    return text.toString();
  }

  @Override
  public int run(Arguments arguments, Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    RecordingFiles files = RecordingFiles.of(arguments, invocation);
    try (Output output = files.output();
        RecordingWatch watch = new RecordingWatch(arguments.operand(0), invocation)) {
      Layout layout = Layouts.choose(arguments.value(LAYOUT), Layout.HYBRID, output);
      CaptureRequest capture = capture(arguments);
      RecordingLimit limit = RecordingLimit.of(arguments);
      MuxerOptions.Builder muxer = MuxerOptions.builder().layout(layout).listener(watch.listener());
      RecordingSafety.addTo(muxer, arguments);
      ChunkTime.addTo(muxer, layout, arguments);
      RecordingRequest.Builder request =
          RecordingRequest.to(files.sink(), capture)
              .muxer(muxer.build())
              .retention(RecordingRetention.of(arguments));
      arguments.value(DEVICE).ifPresent(request::device);
      limit.addTo(request);
      files.addTo(request);
      return watch.await(start(request.build(), files, invocation), limit);
    }
  }

  /** Replaces an old file only once the device is open and the new file is there. */
  private static Recording start(
      RecordingRequest request, RecordingFiles files, Invocation invocation) throws MediaException {
    if (files.replaced().isEmpty()) {
      return invocation.parts().recorder().start(request);
    }
    OldFile old = OldFile.putAside(files.replaced().get());
    Recording recording;
    try {
      recording = invocation.parts().recorder().start(request);
    } catch (MediaException | RuntimeException e) {
      old.putBack(e);
      throw e;
    }
    old.remove();
    return recording;
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
      Notation.PictureSize size = Numbers.size(SIZE.name(), arguments.required(SIZE));
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
}
