package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine.Streams;
import io.boxwire.api.MediaEvent;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The world one run of a command sees: its streams, its messages, the parts that are present. */
final class Invocation {
  /** How much is said on standard error. */
  enum Volume {
    /** Errors. */
    QUIET,
    /** Errors, and what is worth knowing. */
    NORMAL,
    /** The same, and where errors came from. */
    VERBOSE
  }

  private final Streams streams;
  private final Parts parts;
  private final Volume volume;
  private final Results results;

  Invocation(Streams streams, Parts parts, Volume volume) {
    this.streams = streams;
    this.parts = parts;
    this.volume = volume;
    this.results = new Results(streams.out());
  }

  Parts parts() {
    return parts;
  }

  /** Standard output, for text. */
  Results results() {
    return results;
  }

  /** Standard input, for bytes; the channel of the file or pipe below it where there is one. */
  ReadableByteChannel input() {
    return streams.in() instanceof FileInputStream file
        ? file.getChannel()
        : Channels.newChannel(streams.in());
  }

  /** Standard output, for bytes; the channel of the file or pipe below it where there is one. */
  WritableByteChannel output() {
    return streams.out() instanceof FileOutputStream file
        ? file.getChannel()
        : Channels.newChannel(streams.out());
  }

  /** The file an argument names. */
  Path path(String argument) throws UsageException {
    if (argument.isEmpty()) {
      throw new UsageException("a file name is empty");
    }
    try {
      return streams.workingDirectory().resolve(argument);
    } catch (InvalidPathException e) {
      throw new UsageException("not a file name: " + e.getMessage());
    }
  }

  /**
   * How a file is named in results: as arguments are, so that the name can be used as one.
   *
   * @param file the file
   * @param argument the argument that made it
   */
  String shown(Path file, String argument) {
    boolean relative = !Path.of(argument).isAbsolute() && file.isAbsolute();
    return (relative ? streams.workingDirectory().relativize(file) : file).toString();
  }

  /** Says what is worth knowing. */
  void note(String message) {
    if (volume != Volume.QUIET) {
      say(message);
    }
  }

  /** Says what happened to the media. */
  void event(MediaEvent event) {
    switch (event.kind()) {
      case FILE_OPENED, FILE_CLOSED, PLUGIN_CHANGED, RECORDING_STARTED -> detail(event);
      case RECORDING_ENDED -> {
        if (event.frames().isPresent()) {
          note(event.message());
        } else {
          detail(event);
        }
      }
      default ->
          note(
              event.track().isPresent()
                  ? "track " + event.track().getAsInt() + ": " + event.message()
                  : event.message());
    }
  }

  private void detail(MediaEvent event) {
    if (volume == Volume.VERBOSE) {
      say(event.message());
    }
  }

  /** Says what went wrong. */
  void error(String message) {
    say(message);
  }

  /** Says what went wrong with something, and where it came from if that is wanted. */
  void error(String prefix, Throwable failure) {
    say(prefix + Failures.reason(failure));
    trace(failure);
  }

  /** Says where a failure came from, if that is wanted. */
  void trace(Throwable failure) {
    if (volume == Volume.VERBOSE) {
      failure.printStackTrace(streams.err());
    }
  }

  /**
   * Begins a progress line on the terminal, if there is one.
   *
   * @param label what is being done
   * @param total how much there is to do; 0 if that is not known
   */
  Progress progress(String label, long total) {
    OptionalInt columns = volume == Volume.QUIET ? OptionalInt.empty() : streams.terminalColumns();
    return new Progress(streams.err(), columns, label, total);
  }

  private void say(String message) {
    streams.err().println("boxwire: " + message);
  }
}
