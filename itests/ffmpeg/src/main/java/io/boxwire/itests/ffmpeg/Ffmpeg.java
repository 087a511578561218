package io.boxwire.itests.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The {@code ffmpeg} and {@code ffprobe} executables of Maven Central, with libx264 and libx265.
 *
 * <p>Each call runs to its end; one that fails throws with the command and what it said.
 */
public final class Ffmpeg {
  private static final long TIMEOUT_MINUTES = 10;

  private Ffmpeg() {}

  private static final class Executables {
    static final Path FOLDER = FfmpegLibraries.extract();
    static final Path FFMPEG = FOLDER.resolve("ffmpeg");
    static final Path FFPROBE = FOLDER.resolve("ffprobe");
    static final Path LIBRARIES = Path.of("target", "ffmpeg-libraries").toAbsolutePath();

    static {
      FfmpegLibraries.complete(FFMPEG, LIBRARIES);
    }
  }

  /** What a process left behind: its status, its output as bytes, its messages. */
  public record Output(int status, byte[] out, String err) {
    /** The output as text, in UTF-8. */
    public String text() {
      return new String(out, StandardCharsets.UTF_8);
    }

    /** The output as lines. */
    public List<String> lines() {
      return text().lines().toList();
    }
  }

  /** The path of the {@code ffmpeg} executable. */
  public static Path ffmpeg() {
    return Executables.FFMPEG;
  }

  /** The path of the {@code ffprobe} executable. */
  public static Path ffprobe() {
    return Executables.FFPROBE;
  }

  /** What both executables need besides the environment of this process. */
  public static Map<String, String> environment() {
    return FfmpegLibraries.environment(ffmpeg(), Executables.LIBRARIES);
  }

  /**
   * Runs {@code ffmpeg}, with errors as its only messages and outputs overwritten.
   *
   * @param arguments its arguments
   * @return what it wrote
   */
  public static Output ffmpeg(Object... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(ffmpeg().toString(), "-hide_banner", "-nostdin", "-v", "error", "-y"));
    return succeeded(command, arguments);
  }

  /**
   * Runs {@code ffprobe}, with errors as its only messages.
   *
   * @param arguments its arguments
   * @return what it wrote
   */
  public static Output ffprobe(Object... arguments) {
    return succeeded(
        new ArrayList<>(List.of(ffprobe().toString(), "-hide_banner", "-v", "error")), arguments);
  }

  private static Output succeeded(List<String> command, Object... arguments) {
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Output output = run(command, environment());
    if (output.status() != 0) {
      throw new AssertionError(
          "status " + output.status() + " of " + String.join(" ", command) + "\n" + output.err());
    }
    return output;
  }

  /**
   * Runs any command to its end, whatever its status.
   *
   * @param command the executable and its arguments
   * @return what it wrote
   */
  public static Output run(List<String> command) {
    return run(command, Map.of());
  }

  /** What a program said, without what the loader says of libraries that stand in for others. */
  private static String messages(Path err) throws IOException {
    return Files.readString(err)
        .lines()
        .filter(line -> !line.contains("no version information available"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /**
   * Runs any command to its end, whatever its status.
   *
   * @param command the executable and its arguments
   * @param environment set besides what this process has
   * @return what it wrote
   */
  public static Output run(List<String> command, Map<String, String> environment) {
    try {
      Path err = Files.createTempFile("stderr", ".txt");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (InputStream stdout = process.getInputStream()) {
          byte[] out = stdout.readAllBytes();
          if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("no end of " + String.join(" ", command));
          }
          return new Output(process.exitValue(), out, messages(err));
        } finally {
          process.destroyForcibly();
        }
      } finally {
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't run " + String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + String.join(" ", command), e);
    }
  }
}
