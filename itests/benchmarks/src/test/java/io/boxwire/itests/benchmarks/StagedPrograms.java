package io.boxwire.itests.benchmarks;

import io.boxwire.itests.benchmarks.harness.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Boxwire's command as the build has staged it: the script would build it again. */
final class StagedPrograms {
  private static final Path APPLICATION =
      Path.of(System.getProperty("boxwire.root"), "runtime", "target", "boxwire");

  private StagedPrograms() {}

  static Programs in(Path folder) {
    try (Stream<Path> jars = Files.walk(APPLICATION.resolve("lib"))) {
      String classPath =
          jars.map(Path::toString)
              .filter(name -> name.endsWith(".jar"))
              .sorted()
              .collect(Collectors.joining(":"));
      Path plugins = Files.createDirectories(folder.resolve("plugins"));
      // As the script hands on what BOXWIRE_JAVA_OPTS says.
      String start = "exec \"$JAVA\" $BOXWIRE_JAVA_OPTS \"$@\"";
      List<String> boxwire =
          List.of(
              "bash",
              "-c",
              start,
              "boxwire",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Dboxwire.home=" + APPLICATION,
              "-Dboxwire.caches=" + folder,
              "-Dboxwire.plugins=" + plugins,
              "-cp",
              classPath,
              "io.boxwire.runtime.internal.Launcher");
      Map<String, String> environment =
          Map.of(
              "JAVA",
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "BOXWIRE_JAVA_OPTS",
              "");
      return new Programs(boxwire, environment, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
