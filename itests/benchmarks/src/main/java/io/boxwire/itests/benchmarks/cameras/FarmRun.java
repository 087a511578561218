package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Command;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A farm in a process of its own.
 *
 * @param figures what it said
 * @param pauses of its garbage collector while it was measured
 */
record FarmRun(Map<String, Double> figures, Pauses pauses) {

  /**
   * What is run.
   *
   * @param pace of the cameras
   * @param cameras how many
   * @param before seconds until it is measured
   * @param seconds that are measured
   * @param warming seconds of media that warm the code up
   */
  record Plan(Camera.Pace pace, int cameras, int before, int seconds, int warming) {}

  /** Runs it, with options for its virtual machine. */
  static FarmRun of(Bench bench, Path stream, Plan plan, String... options)
      throws IOException, InterruptedException {
    Path log = bench.folder().resolve("collections.log");
    List<String> logging = new ArrayList<>(List.of(options));
    logging.add(Pauses.option(log));
    List<String> arguments = new ArrayList<>();
    arguments.add(plan.pace().name());
    for (int number : new int[] {plan.cameras(), plan.before(), plan.seconds()}) {
      arguments.add(Integer.toString(number));
    }
    arguments.add(bench.folder().toString());
    arguments.add(stream.toString());
    arguments.add(Integer.toString(plan.warming()));
    byte[] said = java(bench, logging, Farm.class, arguments).output();
    Map<String, Double> figures = new TreeMap<>();
    for (String line : new String(said, StandardCharsets.UTF_8).lines().toList()) {
      String[] pair = line.split(" ");
      figures.put(pair[0], Double.parseDouble(pair[1]));
    }
    double from = figures.get("upFrom");
    Pauses pauses = Pauses.of(log, from, from + figures.get("seconds"));
    Files.delete(log);
    return new FarmRun(figures, pauses);
  }

  /** A class of this module in a virtual machine of its own. */
  static Command java(Bench bench, List<String> options, Class<?> main, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(List.of("-cp", classPath(), main.getName()));
    words.addAll(arguments);
    return bench.programs().program(words.toArray(String[]::new));
  }

  /** That of this process, for one in another folder. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** One of its figures. */
  double get(String name) {
    return figures.get(name);
  }

  /** How much media was recorded while it was measured, in seconds of one camera. */
  double cameraSeconds() {
    return get("frames") / Camera.FRAMES_A_SECOND;
  }

  /**
   * Whether what was due in the time was taken, all of it, and came into the files.
   *
   * @param due bytes in a second
   */
  Limit.Shown shown(double due) {
    boolean keptUp =
        get("dropped") == 0
            && get("behind") < Camera.FRAMES_A_SECOND
            && get("written") >= Limit.COMPLETE * due * get("seconds");
    return new Limit.Shown(Limit.Outcome.of(get("room") == 1, keptUp), load());
  }

  /** The part of the processors that it took. */
  double load() {
    return get("cpuSeconds") / get("seconds") / Runtime.getRuntime().availableProcessors();
  }

  /** Processor time for a second of one camera, in milliseconds. */
  double cpuMillis() {
    return get("cpuSeconds") * 1000 / cameraSeconds();
  }
}
