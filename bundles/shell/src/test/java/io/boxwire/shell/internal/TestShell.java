package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs commands in a folder, and keeps what they say. */
final class TestShell {
  private final Parts parts;
  private final Path folder;
  private InputStream in = InputStream.nullInputStream();

  TestShell(Parts parts, Path folder) {
    this.parts = parts;
    this.folder = folder;
  }

  /** What a run came to. */
  record Result(int status, byte[] bytes, String err) {
    String out() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** The next command finds this on standard input. */
  TestShell given(byte[] bytes) {
    in = new ByteArrayInputStream(bytes);
    return this;
  }

  Result run(String... arguments) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        Streams.of(in, out, new PrintStream(err, true, StandardCharsets.UTF_8)).inDirectory(folder);
    int status = new CommandRunner(parts).run(List.of(arguments), streams);
    return new Result(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }
}
