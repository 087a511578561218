package io.boxwire.itests.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of real files, given by {@code -Dboxwire.media=FOLDER}, and how long tests may run.
 */
public final class RealMedia {
  private RealMedia() {}

  /**
   * The files of the folder and the folders in it, in the order of their names; without a folder
   * the calling test is skipped.
   *
   * @param extensions the endings wanted, such as {@code .mp4}
   * @return the paths
   * @throws IOException if the folder can't be read
   */
  public static List<Path> files(String... extensions) throws IOException {
    Optional<Path> folder = folder();
    assumeTrue(folder.isPresent(), "no -Dboxwire.media=FOLDER of real files was given");
    try (Stream<Path> found = Files.walk(folder.get())) {
      return found
          .filter(Files::isRegularFile)
          .filter(path -> Stream.of(extensions).anyMatch(path.toString()::endsWith))
          .sorted()
          .toList();
    }
  }

  /** The folder, if one was given. */
  public static Optional<Path> folder() {
    String folder = System.getProperty("boxwire.media", "");
    return folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
  }

  /** Whether the profile {@code full} is on, and tests may take the time they like. */
  public static boolean fullRun() {
    return Boolean.getBoolean("boxwire.full");
  }
}
