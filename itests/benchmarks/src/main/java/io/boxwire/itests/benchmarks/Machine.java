package io.boxwire.itests.benchmarks;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** What the figures depend on besides the programs. */
final class Machine {
  private Machine() {}

  /** A list in Markdown. */
  static String described(Bench bench) throws IOException, InterruptedException {
    return "- "
        + String.join(
            "\n- ",
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            Runtime.getRuntime().availableProcessors() + " processors, " + processor(),
            System.getProperty("os.name") + " " + System.getProperty("os.version"),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name"),
            version("boxwire", () -> bench.programs().boxwire("--version")),
            version("ffmpeg", () -> bench.programs().ffmpegVersion()),
            bench.options().pairs()
                + " rounds, "
                + bench.options().seconds()
                + " s of media, on "
                + firstLine(bench.programs().program("stat", "-f", "-c", "%T", ".").output()));
  }

  /** What a program says of itself, or why there is none: the sections that need it then fail. */
  private static String version(String name, Supplier<Command> command)
      throws InterruptedException {
    try {
      return firstLine(command.get().output());
    } catch (IOException | LinkageError | AssertionError e) {
      return "no " + name + ": " + e.getMessage();
    }
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static String firstLine(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).lines().findFirst().orElse("");
  }
}
