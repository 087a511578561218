package io.boxwire.device.k230.internal.example;

import io.boxwire.api.CommandLine.Streams;
import io.boxwire.device.k230.K230;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs the command in a folder, and keeps what it says. */
final class ExampleRun {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int linesTaken = Integer.MAX_VALUE;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ExampleCommand command;
  private final Path folder;

  ExampleRun(K230 module, FakeCamera camera, Path folder) {
    this.command = new ExampleCommand(module, () -> List.of(camera), () -> "fake", "1.2.3");
    this.folder = folder;
  }

  /** Standard output is a pipe whose reader leaves after so many lines. */
  ExampleRun outBreaksAfter(int lines) {
    linesTaken = lines;
    return this;
  }

  private OutputStream standardOutput() {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes) throws IOException {
        if (linesTaken-- <= 0) {
          throw new IOException("Broken pipe");
        }
        out.write(bytes);
      }
    };
  }

  int run(String... arguments) throws InterruptedException {
    Streams streams =
        Streams.of(
            InputStream.nullInputStream(),
            standardOutput(),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return command.run(List.of(arguments), streams.inDirectory(folder));
  }

  List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
