package io.boxwire.shell.internal;

import io.boxwire.api.Durability;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.TrackFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a file of elementary streams. */
final class MuxCommand implements Command {
  private static final Option OUT =
      Option.value("-o", "OUT.mp4", "the file to make; - for a pipe").of(Option.Values.FILES);
  private static final Option LAYOUT = Layouts.option(Layout.PROGRESSIVE);
  private static final Option PARAMETER_SETS =
      Option.value(
              "--parameter-sets",
              "P",
              "entry|keep: where those of video live; entry takes them out of the samples (default)")
          .of(Option.Values.PARAMETER_SETS);
  private static final Option VIDEO =
      Option.repeated(
              "--video",
              "FILE[,codec=C][,fps=R][,timescale=N]",
              "a video stream; fps as 30000/1001")
          .of(Option.Values.FILES);
  private static final Option AUDIO =
      Option.repeated("--audio", "FILE[,codec=C][,rate=HZ][,channels=N]", "an audio stream")
          .of(Option.Values.FILES);

  private static final Syntax SYNTAX =
      Syntax.of("mux", "makes a file of elementary streams")
          .usage("-o OUT.mp4 [--video FILE[,...]]... [--audio FILE[,...]]...", 0, 0)
          .option(OUT)
          .option(VIDEO)
          .option(AUDIO)
          .option(LAYOUT)
          .option(ChunkTime.OPTION)
          .option(PARAMETER_SETS)
          .option(Syntax.OVERWRITE)
          .note(
              """
              FILE is a file, or - for standard input. A comma that belongs to its name is written
              \\, . Without codec=, content and name tell. Frame rate and size are those of the
              stream where it says them; 25 frames a second otherwise.""")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public int run(Arguments arguments, Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    List<StreamSpec> specs = specs(arguments);
    List<Path> inputs = new ArrayList<>();
    for (StreamSpec spec : specs) {
      if (!spec.file().equals(Input.STANDARD_INPUT)) {
        inputs.add(invocation.path(spec.file()));
      }
    }
    ParameterSets place = place(arguments.value(PARAMETER_SETS));
    try (Output output = Output.of(arguments.required(OUT), inputs, arguments, invocation);
        StreamMerge merge = StreamMerge.open(specs, invocation)) {
      Layout layout = Layouts.choose(arguments.value(LAYOUT), Layout.PROGRESSIVE, output);
      MuxerOptions.Builder options =
          MuxerOptions.builder()
              .layout(layout)
              .durability(Durability.never())
              .beforeFirstSync(MuxerOptions.BeforeFirstSync.STORE)
              .listener(MuxerWork.fromFiles(invocation));
      ChunkTime.addTo(options, layout, arguments);
      List<TrackFormat> formats =
          merge.formats().stream().map(f -> f.toBuilder().parameterSets(place).build()).toList();
      MuxerWork work = MuxerWork.open(output, formats, options.build(), invocation);
      return work.run(progress -> feed(merge, work, progress, invocation), merge.totalBytes());
    }
  }

  private static int feed(
      StreamMerge merge, MuxerWork work, Progress progress, Invocation invocation)
      throws MediaException, InterruptedException {
    Faults faults = new Faults(invocation);
    long bytes = 0;
    while (true) {
      Optional<Frame> next = merge.next();
      if (next.isEmpty()) {
        break;
      }
      Frame frame = next.get();
      bytes += frame.size();
      try {
        work.write(frame);
      } catch (MediaException e) {
        frame.release();
        faults.whileWriting(e);
      }
      progress.at(bytes);
    }
    return faults.conclude();
  }

  private static List<StreamSpec> specs(Arguments arguments) throws UsageException {
    List<StreamSpec> specs = new ArrayList<>();
    for (String text : arguments.values(VIDEO)) {
      specs.add(StreamSpec.parse(MediaType.VIDEO, text));
    }
    for (String text : arguments.values(AUDIO)) {
      specs.add(StreamSpec.parse(MediaType.AUDIO, text));
    }
    if (specs.isEmpty()) {
      throw new UsageException("there is neither --video nor --audio");
    }
    if (specs.stream().filter(s -> s.file().equals(Input.STANDARD_INPUT)).count() > 1) {
      throw new UsageException("standard input holds one stream, not several");
    }
    return specs;
  }

  private static ParameterSets place(Optional<String> name) throws UsageException {
    return switch (name.orElse("entry")) {
      case "entry" -> ParameterSets.ENTRY;
      case "keep" -> ParameterSets.KEEP;
      default -> throw new UsageException("--parameter-sets is entry or keep: " + name.get());
    };
  }
}
