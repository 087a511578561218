package io.boxwire.itests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzzes each target for the time that {@code -Pfuzz -Dfuzz.seconds=N} gives, in a process of its
 * own. What is found lies in {@code target/fuzz/TARGET/findings}, what was learned in {@code
 * target/fuzz/TARGET/corpus}, from where the next run goes on.
 */
class FuzzingIT {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);
  private static final String CHOSEN = System.getProperty("fuzz.targets", "");
  private static final int GRACE_SECONDS = 120;
  private static final int INPUT_SECONDS = 8;
  private static final int LONGEST_INPUT = 8192;
  private static final int HEAP_MEGABYTES = 1024;
  private static final int FINDINGS = 10;
  private static final Pattern FIGURES =
      Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)");

  static Stream<Targets> targets() {
    List<String> chosen = List.of(CHOSEN.toLowerCase(Locale.ROOT).split(","));
    return Stream.of(Targets.values())
        .filter(t -> CHOSEN.isEmpty() || chosen.contains(t.name().toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void fuzz_forTheTimeGiven_findsNothing(Targets target) throws Exception {
    assumeTrue(SECONDS > 0, "fuzzing is asked for by -Pfuzz -Dfuzz.seconds=N");
    Path folder =
        Path.of("target", "fuzz", target.name().toLowerCase(Locale.ROOT)).toAbsolutePath();
    Path findings = Files.createDirectories(folder.resolve("findings"));
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command(target, folder, findings))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(SECONDS + GRACE_SECONDS, TimeUnit.SECONDS))
          .as("an end: " + log)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(log);
    Matcher figures = FIGURES.matcher(text);
    assertThat(figures.find()).as("figures in " + log).isTrue();
    System.out.printf(
        "Fuzzed %s for %d s: %s executions, coverage %s edges and %s features, %s inputs kept%n",
        target, SECONDS, figures.group(1), figures.group(2), figures.group(3), figures.group(4));
    try (Stream<Path> found = Files.list(findings)) {
      assertThat(found).as("findings, explained in " + log).isEmpty();
    }
  }

  private static List<String> command(Targets target, Path folder, Path findings)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type().getName(),
                "--instrumentation_includes=io.boxwire.**",
                "--instrumentation_excludes=io.boxwire.itests.**",
                // Nothing here builds commands, queries or paths of its input.
                "--custom_hook_includes=none.**",
                "--reproducer_path=" + folder,
                "--coverage_report=" + folder.resolve("coverage.txt"),
                "--keep_going=" + FINDINGS,
                Files.createDirectories(folder.resolve("corpus")).toString()));
    target.folders().forEach(each -> command.add(each.toAbsolutePath().toString()));
    target.dictionary().ifPresent(file -> command.add("-dict=" + file.toAbsolutePath()));
    command.addAll(
        List.of(
            "-max_total_time=" + SECONDS,
            "-timeout=" + INPUT_SECONDS,
            "-rss_limit_mb=" + 3 * HEAP_MEGABYTES,
            "-max_len=" + LONGEST_INPUT,
            "-artifact_prefix=" + findings + "/",
            "-print_final_stats=1"));
    return command;
  }
}
