package io.boxwire.itests.benchmarks.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a section works with. */
public final class Bench {
  private final Options options;
  private final Programs programs;
  private final Media media;
  private final Report report;
  private final PrintStream progress;

  /**
   * Puts together what sections work with.
   *
   * @param options what was asked for
   * @param programs what is measured, and in which folder
   * @param report where results go
   * @param progress where it says what it does
   */
  public Bench(Options options, Programs programs, Report report, PrintStream progress) {
    this.options = options;
    this.programs = programs;
    this.media = new Media(programs, options.seconds());
    this.report = report;
    this.progress = progress;
  }

  /** What was asked for. */
  public Options options() {
    return options;
  }

  /** The programs. */
  public Programs programs() {
    return programs;
  }

  /** The inputs. */
  public Media media() {
    return media;
  }

  /** The results. */
  public Report report() {
    return report;
  }

  /** The folder of inputs and outputs. */
  public Path folder() {
    return programs.folder();
  }

  /** Says what is being done. */
  public void progress(String what) {
    progress.println("benchmarks: " + what);
  }

  /**
   * Lets contenders take turns as often as was asked for, and says so.
   *
   * @param what they do
   * @param warmups rounds that are not counted
   * @param contenders at least one
   */
  public Race race(String what, int warmups, List<Contender> contenders)
      throws IOException, InterruptedException {
    return race(what, warmups, options.pairs(), contenders);
  }

  /**
   * Lets contenders take turns, and says so. Where a single pair was asked for, to see that it all
   * works, nothing is warmed up.
   *
   * @param what they do
   * @param warmups rounds that are not counted
   * @param rounds rounds that are
   * @param contenders at least one
   */
  public Race race(String what, int warmups, int rounds, List<Contender> contenders)
      throws IOException, InterruptedException {
    String names = contenders.stream().map(Contender::name).collect(Collectors.joining(", "));
    progress(what + ": " + names + ", " + rounds + " rounds");
    return Race.run(contenders, options.pairs() == 1 ? 0 : warmups, rounds);
  }

  /** Removes what contenders wrote: everything whose name begins with {@code out}. */
  public void clear() throws IOException {
    try (DirectoryStream<Path> outputs = Files.newDirectoryStream(folder(), "out*")) {
      for (Path output : outputs) {
        Files.delete(output);
      }
    }
  }
}
