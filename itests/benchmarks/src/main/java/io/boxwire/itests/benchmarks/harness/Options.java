package io.boxwire.itests.benchmarks.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param sections the names of the sections; all if there are none
 * @param pairs how often contenders take turns
 * @param seconds of media in the inputs that measure speed by the gigabyte
 * @param folder where inputs and outputs lie; a new one in memory, removed at the end, if not given
 * @param results where tables and charts go
 */
public record Options(
    List<String> sections, int pairs, int seconds, Optional<Path> folder, Path results) {
  /** What the command line is like. */
  public static final String USAGE =
      """
      usage: run [SECTION...] [--pairs N] [--seconds S] [--dir D] [--results D]

        SECTION    what to measure; everything by default
        --pairs    how often contenders take turns; 15
        --seconds  media time of the inputs; 2120, about 1 GB of 720p H.264
        --dir      where inputs and outputs lie, and inputs stay for the next run;
                   by default a new folder in /dev/shm, so that no disk is measured, which is removed
        --results  where results.md and the charts go; target/results of this module

      FFMPEG in the environment is an ffmpeg to use in place of the one from Maven Central.
      """;

  /** What was asked for can't be understood. */
  public static final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says why. */
    public UsageException(String message) {
      super(message);
    }
  }

  private static final int PAIRS = 15;
  private static final int SECONDS = 2120;

  /**
   * Reads a command line.
   *
   * @param arguments the arguments
   * @param from the folder that relative names start from
   * @param results where tables and charts go by default
   */
  public static Options parse(List<String> arguments, Path from, Path results)
      throws UsageException {
    List<String> sections = new ArrayList<>();
    Options options = new Options(List.of(), PAIRS, SECONDS, Optional.empty(), results);
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        sections.add(argument);
        continue;
      }
      if (++i == arguments.size()) {
        throw new UsageException(argument + " needs a value");
      }
      options = options.with(argument, arguments.get(i), from);
    }
    return new Options(sections, options.pairs, options.seconds, options.folder, options.results);
  }

  private Options with(String name, String value, Path from) throws UsageException {
    return switch (name) {
      case "--pairs" -> new Options(sections, count(name, value), seconds, folder, results);
      case "--seconds" -> new Options(sections, pairs, count(name, value), folder, results);
      case "--dir" ->
          new Options(sections, pairs, seconds, Optional.of(from.resolve(value)), results);
      case "--results" -> new Options(sections, pairs, seconds, folder, from.resolve(value));
      default -> throw new UsageException("there is no " + name);
    };
  }

  private static int count(String name, String value) throws UsageException {
    try {
      int count = Integer.parseInt(value);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // As if it were 0: it is not what the option wants.
    }
    throw new UsageException(name + " is a number above 0, not " + value);
  }
}
