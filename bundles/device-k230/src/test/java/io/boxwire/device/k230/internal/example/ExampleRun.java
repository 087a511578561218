package io.boxwire.device.k230.internal.example;

import io.boxwire.api.CommandLine.Streams;
import io.boxwire.device.k230.K230;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs the command in a folder, and keeps what it says. */
final class ExampleRun {
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ExampleCommand command;
  private final Path folder;

  ExampleRun(K230 module, FakeCamera camera, Path folder) {
    this.command = new ExampleCommand(module, () -> List.of(camera), () -> "fake", "1.2.3");
    this.folder = folder;
  }

  int run(String... arguments) throws InterruptedException {
    Streams streams =
        Streams.of(
            InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8));
    return command.run(List.of(arguments), streams.inDirectory(folder));
  }

  List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
