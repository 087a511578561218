package io.boxwire.shell.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which files a recording makes: one, or a further one whenever so much was recorded, under names
 * of its own or of a pattern.
 */
record RecordingFiles(
    Output output,
    Optional<Duration> segmentTime,
    OptionalLong segmentBytes,
    Optional<String> pattern) {
  static final Option SEGMENT_TIME =
      Option.value("--segment-time", "S", "begin a further file after so much time");
  static final Option SEGMENT_SIZE =
      Option.value(
          "--segment-size", "N", "begin a further file before one has N bytes, or Nk, NM, NG");
  static final Option OUTPUT_PATTERN =
      Option.value("--output-pattern", "P", "the names of the files, in OUT's folder; see below");

  static final String NOTE =
      """
      Files end at random access points. Without a pattern they are OUT.mp4, OUT-002.mp4 and so on.
      In a pattern stand %o for OUT without its ending, %n for the number of the file (%5n with five
      digits), %Y %m %d %H %M %S for the local time at which it begins, %s for the seconds since
      1970, %% for a percent sign. A name that is taken gets a number: nothing is ever replaced, but
      for OUT itself where -y is given and no pattern.""";

  static RecordingFiles of(Arguments arguments, Invocation invocation) throws UsageException {
    Optional<String> time = arguments.value(SEGMENT_TIME);
    Optional<String> size = arguments.value(SEGMENT_SIZE);
    Optional<String> pattern = arguments.value(OUTPUT_PATTERN);
    RecordingFiles files =
        new RecordingFiles(
            pattern.isPresent() ? unopened(arguments, invocation) : output(arguments, invocation),
            time.isEmpty()
                ? Optional.empty()
                : Optional.of(Numbers.period(SEGMENT_TIME.name(), time.get())),
            size.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Numbers.bytes(SEGMENT_SIZE.name(), size.get())),
            pattern);
    if (files.output.isStream()) {
      for (Option option : List.of(SEGMENT_TIME, SEGMENT_SIZE, OUTPUT_PATTERN)) {
        if (arguments.has(option)) {
          throw new UsageException(
              option.name() + " needs OUT to be a file: a stream can't be cut into several");
        }
      }
    }
    return files;
  }

  private static Output output(Arguments arguments, Invocation invocation) throws UsageException {
    return Output.of(arguments.operand(0), List.of(), arguments, invocation);
  }

  /** OUT gives its folder and name to the pattern, and need not be free. */
  private static Output unopened(Arguments arguments, Invocation invocation) throws UsageException {
    String pattern = arguments.required(OUTPUT_PATTERN);
    if (pattern.isEmpty() || pattern.contains("/")) {
      throw new UsageException(
          OUTPUT_PATTERN.name() + " is a file name, which goes to OUT's folder: " + pattern);
    }
    if (arguments.has(Syntax.OVERWRITE)) {
      throw new UsageException(
          "-y has nothing to replace: with "
              + OUTPUT_PATTERN.name()
              + " a name that is taken gets a number");
    }
    String name = arguments.operand(0);
    boolean taken = !name.equals("-") && Files.isRegularFile(invocation.path(name));
    return taken ? Output.named(name, invocation) : output(arguments, invocation);
  }

  Sink sink() throws MediaException {
    return output.isStream() ? output.sink() : new Sink.File(output.path());
  }

  void addTo(RecordingRequest.Builder request) {
    segmentTime.ifPresent(request::segmentTime);
    segmentBytes.ifPresent(request::segmentBytes);
    pattern.ifPresent(request::filePattern);
  }

  /** The file that is to take the place of an old one, if it may be one. */
  Optional<Path> replaced() {
    return output.isStream() || pattern.isPresent() ? Optional.empty() : Optional.of(output.path());
  }
}
