package io.boxwire.itests.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the ffmpeg of Maven Central start on a machine without sound and screen libraries. */
final class FfmpegLibraries {
  private static final Pattern MISSING =
      Pattern.compile("error while loading shared libraries: (lib[\\w.+-]+): cannot open");

  private FfmpegLibraries() {}

  /**
   * Tries the program, and writes an {@linkplain StubLibrary empty library} for each that the
   * loader misses.
   *
   * @param program the executable
   * @param folder where the libraries go; to be put on the loader's path
   */
  static void complete(Path program, Path folder) {
    Set<String> made = new HashSet<>();
    try {
      for (String said = start(program, folder); !said.isEmpty(); said = start(program, folder)) {
        Matcher missing = MISSING.matcher(said);
        if (!missing.find() || !made.add(missing.group(1))) {
          throw new AssertionError("can't start " + program + ": " + said);
        }
        StubLibrary.write(folder, missing.group(1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't start " + program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while starting " + program, e);
    }
  }

  /** Returns what the program complains of, or nothing if it starts. */
  private static String start(Path program, Path folder) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "-version");
    builder.redirectErrorStream(true).environment().put("LD_LIBRARY_PATH", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : said;
  }
}
