package io.boxwire.shell.internal;

import io.boxwire.api.CommandDescription;
import io.boxwire.api.CommandDescription.Words;
import io.boxwire.api.MediaType;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import java.util.List;
import java.util.stream.Stream;

/** Describes commands to shells that complete words, with the parts that are present now. */
final class Descriptions {
  private static final String NONE = "none";

  private Descriptions() {}

  /** All commands, those of this bundle first. */
  static List<CommandDescription> of(Parts parts) {
    Stream<CommandDescription> own =
        CommandRunner.NAMES.stream()
            .map(name -> of(CommandRunner.find(name).orElseThrow().syntax(), parts));
    Stream<CommandDescription> further = parts.extensions().stream().map(Descriptions::of);
    return Stream.concat(own, further).toList();
  }

  private static CommandDescription of(Syntax syntax, Parts parts) {
    CommandDescription.Builder description =
        CommandDescription.of(syntax.command(), syntax.summary())
            .operands(syntax.takesOperands() ? Words.FILES : Words.NONE);
    syntax.options().forEach(option -> description.option(of(option, parts)));
    return description.build();
  }

  /** A further command says nothing of its options but that it has help. */
  private static CommandDescription of(Extension extension) {
    return CommandDescription.of(extension.name(), extension.summary())
        .operands(Words.FILES)
        .option(CommandDescription.Option.of(Syntax.HELP.name(), Syntax.HELP.help(), Words.NONE))
        .build();
  }

  private static CommandDescription.Option of(Option option, Parts parts) {
    String name = option.name();
    return switch (option.values()) {
      case NONE -> CommandDescription.Option.of(name, option.help(), Words.NONE);
      case TEXT -> CommandDescription.Option.of(name, option.help(), Words.TEXT);
      case FILES -> CommandDescription.Option.of(name, option.help(), Words.FILES);
      case LAYOUTS ->
          CommandDescription.Option.of(name, option.help(), List.of(Layouts.NAMES.split("\\|")));
      case PARAMETER_SETS ->
          CommandDescription.Option.of(name, option.help(), List.of("entry", "keep"));
      case DEVICES ->
          CommandDescription.Option.of(
              name,
              option.help(),
              parts.devices().stream().map(CaptureDevice::id).distinct().toList());
      case VIDEO_CODECS ->
          CommandDescription.Option.of(name, option.help(), codecs(MediaType.VIDEO, parts));
      case AUDIO_CODECS ->
          CommandDescription.Option.of(name, option.help(), codecs(MediaType.AUDIO, parts));
    };
  }

  private static List<String> codecs(MediaType type, Parts parts) {
    Stream<String> present =
        parts.codecs().stream()
            .filter(plugin -> plugin.mediaType() == type)
            .map(CodecPlugin::codec)
            .distinct()
            .sorted();
    return Stream.concat(present, Stream.of(NONE)).toList();
  }
}
