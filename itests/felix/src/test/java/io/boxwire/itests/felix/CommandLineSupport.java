package io.boxwire.itests.felix;

import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs commands through the service, and keeps what they say. */
final class CommandLineSupport {
  /** What a command came to. */
  record Result(int status, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  private CommandLineSupport() {}

  static Result run(CommandLine commands, Path directory, String... words)
      throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        Streams.of(
                InputStream.nullInputStream(),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .inDirectory(directory);
    int status = commands.run(List.of(words), streams);
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
