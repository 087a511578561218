package io.boxwire.itests.benchmarks.loops;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH benchmarks, each in a virtual machine of its own. Where few iterations are asked for, to
 * see that they run at all, that is this one.
 */
final class Jmh {
  private static final int WARMUPS = 3;
  private static final int FULL = 5;
  private static final TimeValue ITERATION = TimeValue.milliseconds(500);
  private static final TimeValue SHORT = TimeValue.milliseconds(50);

  private Jmh() {}

  /** What one benchmark gave, with one choice of its parameters. */
  record Outcome(BenchmarkParams params, List<IterationResult> iterations) {
    /** The name of its method. */
    String method() {
      String name = params.getBenchmark();
      return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The value of a parameter. */
    String parameter(String name) {
      return params.getParam(name);
    }

    /** The units a second of each iteration, as {@link Volume} counted them. */
    Interval unitsPerSecond() {
      return of(iterations, "units");
    }

    /** The bytes that an operation allocated, by iteration: JMH counts the teardown in the last. */
    Interval allocated() {
      return of(iterations.subList(0, iterations.size() - 1), "gc.alloc.rate.norm");
    }

    private static Interval of(List<IterationResult> iterations, String result) {
      return Interval.ofMedian(
          iterations.stream().mapToDouble(iteration -> secondary(iteration, result)).toArray());
    }

    private static double secondary(IterationResult iteration, String name) {
      String key =
          iteration.getSecondaryResults().keySet().stream()
              .filter(label -> label.endsWith(name))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("JMH did not tell " + name));
      return iteration.getSecondaryResults().get(key).getScore();
    }
  }

  /** Runs a class of loops that count their units. */
  static List<Outcome> speed(Bench bench, Class<?> loops) throws IOException {
    TimeValue time = isShort(bench) ? SHORT : ITERATION;
    return run(
        bench,
        loops,
        new OptionsBuilder()
            .warmupIterations(WARMUPS)
            .warmupTime(time)
            .measurementIterations(bench.options().pairs())
            .measurementTime(time));
  }

  /**
   * Runs a class of single shots, to see what they allocate.
   *
   * @param most how many there can be, at least 2
   * @param parameters values of parameters in place of those that the class has
   */
  static List<Outcome> allocation(
      Bench bench, Class<?> loops, int most, Map<String, String> parameters) throws IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .measurementIterations(Math.min(most, bench.options().pairs() + 1))
            .addProfiler(GCProfiler.class);
    if (isShort(bench)) {
      options.param("size", "100", "20000");
    }
    parameters.forEach(options::param);
    return run(bench, loops, options);
  }

  private static boolean isShort(Bench bench) {
    return bench.options().pairs() < FULL;
  }

  private static List<Outcome> run(Bench bench, Class<?> loops, ChainedOptionsBuilder options)
      throws IOException {
    bench.progress("JMH: " + loops.getSimpleName());
    try {
      Collection<RunResult> results =
          new Runner(
                  options
                      .include("\\b" + loops.getSimpleName() + "\\.")
                      .forks(isShort(bench) ? 0 : 1)
                      .shouldFailOnError(true)
                      .verbosity(VerboseMode.SILENT)
                      .build())
              .run();
      List<Outcome> outcomes = new ArrayList<>();
      for (RunResult result : results) {
        List<IterationResult> iterations = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
          iterations.addAll(fork.getIterationResults());
        }
        outcomes.add(new Outcome(result.getParams(), iterations));
      }
      return outcomes;
    } catch (RunnerException e) {
      throw new IOException("JMH failed with " + loops.getSimpleName(), e);
    }
  }
}
