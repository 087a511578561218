package io.boxwire.itests.interop;

import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import io.boxwire.shell.internal.PlainShell;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Our commands, in this process. Whatever they throw is a fault of theirs and ends the test. */
final class Commands {
  private static final CommandLine COMMANDS = new PlainShell(ElementaryStream.boxwire());

  private Commands() {}

  /** What a command came to. */
  record Result(int status, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /**
   * Runs a command, with nothing on standard input.
   *
   * @param arguments its name and its arguments
   */
  static Result run(Object... arguments) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        Streams.of(
            InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8));
    int status = COMMANDS.run(Stream.of(arguments).map(Object::toString).toList(), streams);
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
