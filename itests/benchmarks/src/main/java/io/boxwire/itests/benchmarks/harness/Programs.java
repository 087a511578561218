package io.boxwire.itests.benchmarks.harness;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs that are measured, run in one folder.
 *
 * @param boxwire how Boxwire's command begins
 * @param boxwireEnvironment what it has in its environment besides
 * @param folder the working directory of all of them
 */
public record Programs(List<String> boxwire, Map<String, String> boxwireEnvironment, Path folder) {

  /** The command as users start it: {@code runtime/boxwire}. */
  public static Programs ofScript(Path root, Path folder) {
    return new Programs(
        List.of(root.resolve("runtime").resolve("boxwire").toString()), Map.of(), folder);
  }

  /** A command of Boxwire, as a process. */
  public Command boxwire(String... arguments) {
    return new Command(boxwire, boxwireEnvironment, folder).and(arguments);
  }

  /**
   * A command of Boxwire with options for its virtual machine.
   *
   * @param options such as {@code -Xmx64m}, with blanks between them
   * @param arguments its arguments
   */
  public Command boxwireOn(String options, String... arguments) {
    return boxwire(arguments).with("BOXWIRE_JAVA_OPTS", options);
  }

  /** An ffmpeg that says nothing but errors, and overwrites. */
  public Command ffmpeg(String... arguments) {
    List<String> words = new ArrayList<>(List.of(ffmpeg()));
    words.addAll(List.of("-hide_banner", "-nostdin", "-v", "error", "-y"));
    return new Command(words, environment(), folder).and(arguments);
  }

  /** The first line of what ffmpeg says of itself. */
  public Command ffmpegVersion() {
    return new Command(List.of(ffmpeg(), "-version"), environment(), folder);
  }

  /** Any program. */
  public Command program(String... words) {
    return new Command(List.of(words), Map.of(), folder);
  }

  private static String ffmpeg() {
    return chosen().orElseGet(() -> Ffmpeg.ffmpeg().toString());
  }

  private static Map<String, String> environment() {
    return chosen().isPresent() ? Map.of() : Ffmpeg.environment();
  }

  private static Optional<String> chosen() {
    return Optional.ofNullable(System.getenv("FFMPEG"));
  }
}
