package io.boxwire.itests.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;

/** Makes the ffmpeg of Maven Central start on a machine without sound and screen libraries. */
final class FfmpegLibraries {
  private static final Pattern MISSING =
      Pattern.compile("error while loading shared libraries: (lib[\\w.+-]+): cannot open");

  /** Of the programs and libraries, in the jar of their build with libx264 and libx265. */
  private static final String PLACE = "/org/bytedeco/ffmpeg/" + Loader.getPlatform() + "-gpl/";

  private FfmpegLibraries() {}

  /**
   * Puts the programs and their libraries where they can be run, unless they are there; {@link
   * Loader#load} would do that, too, but also load the libraries here, and fail for want of others.
   *
   * @return their folder
   */
  static Path extract() {
    try {
      URL place = Loader.class.getResource(PLACE);
      if (place == null || !(place.openConnection() instanceof JarURLConnection jar)) {
        throw new AssertionError("no ffmpeg for " + Loader.getPlatform());
      }
      Path folder = null;
      for (JarEntry entry : Collections.list(jar.getJarFile().entries())) {
        String name = "/" + entry.getName();
        if (name.startsWith(PLACE) && !entry.isDirectory()) {
          File file = Loader.cacheResource(Loader.class, name);
          if (!file.setExecutable(true)) {
            throw new AssertionError("can't make executable: " + file);
          }
          folder = file.toPath().getParent();
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("can't extract ffmpeg", e);
    }
  }

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

  /**
   * Where the loader looks: not all libraries beside the program name that as the place of others.
   *
   * @param program the executable
   * @param folder of further libraries
   */
  static Map<String, String> environment(Path program, Path folder) {
    return Map.of("LD_LIBRARY_PATH", program.getParent() + File.pathSeparator + folder);
  }

  /** Returns what the program complains of, or nothing if it starts. */
  private static String start(Path program, Path folder) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "-version");
    builder.redirectErrorStream(true).environment().putAll(environment(program, folder));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : said;
  }
}
