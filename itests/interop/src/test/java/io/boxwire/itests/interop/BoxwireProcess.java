package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The application as a process of its own, as the script starts it, in a folder that also has its
 * caches, plugins and configuration.
 */
final class BoxwireProcess implements AutoCloseable {
  /** What the build has staged. */
  static final Path APPLICATION =
      Path.of(System.getProperty("boxwire.root"), "runtime", "target", "boxwire");

  private static final long LOOK_MILLIS = 20;
  private static final long MOST_SECONDS = 60;

  private final Process process;
  private final Path out;
  private final Path err;

  private BoxwireProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a command.
   *
   * @param folder its working directory
   * @param arguments the command and its arguments
   */
  static BoxwireProcess start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dboxwire.home=" + APPLICATION);
    command.add("-Dboxwire.caches=" + Files.createDirectories(folder.resolve("caches")));
    command.add("-Dboxwire.plugins=" + Files.createDirectories(folder.resolve("plugins")));
    command.add("-Dboxwire.etc=" + Files.createDirectories(folder.resolve("etc")));
    command.add("-Dboxwire.with=" + (arguments[0].equals("shell") ? "shell" : ""));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=info");
    command.add("-cp");
    try (Stream<Path> jars = Files.walk(APPLICATION.resolve("lib"))) {
      command.add(
          jars.map(Path::toString)
              .filter(name -> name.endsWith(".jar"))
              .sorted()
              .collect(Collectors.joining(":")));
    }
    command.add("io.boxwire.runtime.internal.Launcher");
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new BoxwireProcess(process, out, err);
  }

  /** Writes a line to its standard input. */
  BoxwireProcess type(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    return this;
  }

  /** Ends its standard input. */
  BoxwireProcess endInput() throws IOException {
    process.getOutputStream().close();
    return this;
  }

  /** Sends SIGTERM. */
  BoxwireProcess terminate() {
    process.destroy();
    return this;
  }

  /** Waits for its end, and gives its status. */
  int status() throws Exception {
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Waits for something while it runs. */
  void until(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS))
          .as("ended before %s; said: %s", what, err())
          .isFalse();
      assertThat(System.nanoTime()).as("%s; said: %s", what, err()).isLessThan(end);
    }
  }

  /** Waits until it says something. */
  void untilItSays(String text) throws InterruptedException {
    until(text, () -> err().contains(text));
  }

  /** Waits until a file has grown by some bytes. */
  void untilGrown(Path file, long bytes) throws InterruptedException {
    long goal = (Files.exists(file) ? file.toFile().length() : 0) + bytes;
    until(file + " grows", () -> file.toFile().length() >= goal);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
