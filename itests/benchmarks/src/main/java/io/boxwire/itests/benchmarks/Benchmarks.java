package io.boxwire.itests.benchmarks;

import io.boxwire.itests.benchmarks.cameras.CamerasSection;
import io.boxwire.itests.benchmarks.cameras.LatencySection;
import io.boxwire.itests.benchmarks.cameras.SmallSection;
import io.boxwire.itests.benchmarks.files.CommandsSection;
import io.boxwire.itests.benchmarks.files.WarmSection;
import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Options;
import io.boxwire.itests.benchmarks.harness.Options.UsageException;
import io.boxwire.itests.benchmarks.harness.Programs;
import io.boxwire.itests.benchmarks.harness.Report;
import io.boxwire.itests.benchmarks.harness.Section;
import io.boxwire.itests.benchmarks.loops.LoopsSection;
import io.boxwire.itests.benchmarks.scaling.IndexSection;
import io.boxwire.itests.benchmarks.scaling.ScalingSection;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the sections that are asked for, one after the other, and prints their results. */
public final class Benchmarks {
  private static final String FOLDER = "boxwire-benchmarks";

  private Benchmarks() {}

  /** All sections, in the order in which they run. */
  static List<Section> sections() {
    return List.of(
        new WarmSection(),
        new CommandsSection(),
        new LoopsSection(),
        new IndexSection(),
        new ScalingSection(),
        new CamerasSection(),
        new LatencySection(),
        new SmallSection());
  }

  /**
   * Runs the benchmarks; {@link Options#USAGE} says how.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.println(usage());
      return;
    }
    Path module = Path.of("").toAbsolutePath();
    Path from = Path.of(System.getProperty("benchmarks.from", ""));
    try {
      Options options =
          Options.parse(
              List.of(arguments), from.toAbsolutePath(), module.resolve("target/results"));
      Path root = module.resolve("../..").normalize();
      List<Section> chosen = chosen(options.sections());
      System.exit(
          run(chosen, options, folder -> Programs.ofScript(root, folder), System.out, System.err));
    } catch (UsageException e) {
      System.err.println("benchmarks: " + e.getMessage() + "\n" + usage());
      System.exit(2);
    } catch (IOException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.exit(1);
    }
  }

  private static String usage() {
    return Options.USAGE
        + "\nsections: "
        + sections().stream().map(Section::name).collect(Collectors.joining(" "));
  }

  /**
   * Runs sections.
   *
   * @param chosen the sections
   * @param options what is asked for
   * @param programs the programs for a working folder
   * @param out where results go
   * @param progress where it says what it does
   * @return 0, or 1 if a section failed; the others run all the same
   */
  static int run(
      List<Section> chosen,
      Options options,
      Function<Path, Programs> programs,
      PrintStream out,
      PrintStream progress)
      throws IOException, InterruptedException {
    Path folder =
        options.folder().isPresent()
            ? Files.createDirectories(options.folder().get().resolve(FOLDER))
            : Files.createTempDirectory(memory(), FOLDER);
    Thread removal = new Thread(() -> remove(folder));
    if (options.folder().isEmpty()) {
      // Also when it is interrupted: a gigabyte in memory is nothing to leave behind.
      Runtime.getRuntime().addShutdownHook(removal);
    }
    Report report = new Report(options.results(), out);
    Bench bench = new Bench(options, programs.apply(folder), report, progress);
    report.text("# Benchmarks\n\n" + Machine.described(bench));
    List<String> failed = new ArrayList<>();
    for (Section section : chosen) {
      report.heading(section.name() + ": " + section.title());
      long start = System.nanoTime();
      try {
        section.run(bench);
      } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
        failed.add(section.name());
        report.text("**Failed**: " + e);
        e.printStackTrace(progress);
      } finally {
        bench.clear();
      }
      bench.progress(
          section.name() + " took " + (System.nanoTime() - start) / 1_000_000_000 + " s");
    }
    report.conclude();
    return failed.isEmpty() ? 0 : 1;
  }

  private static List<Section> chosen(List<String> names) throws UsageException {
    Map<String, Section> known =
        sections().stream().collect(Collectors.toMap(Section::name, section -> section));
    if (names.isEmpty()) {
      return sections();
    }
    List<Section> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          Optional.ofNullable(known.get(name))
              .orElseThrow(() -> new UsageException("there is no section " + name)));
    }
    return chosen;
  }

  private static Path memory() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
