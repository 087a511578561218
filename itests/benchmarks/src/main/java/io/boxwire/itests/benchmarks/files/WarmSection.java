package io.boxwire.itests.benchmarks.files;

import io.boxwire.api.Boxwire;
import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import io.boxwire.itests.benchmarks.harness.BarChart;
import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Command;
import io.boxwire.itests.benchmarks.harness.Contender;
import io.boxwire.itests.benchmarks.harness.Contender.Work;
import io.boxwire.itests.benchmarks.harness.Goal;
import io.boxwire.itests.benchmarks.harness.Interval;
import io.boxwire.itests.benchmarks.harness.Mark;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import io.boxwire.itests.benchmarks.harness.Race;
import io.boxwire.itests.benchmarks.harness.Sample;
import io.boxwire.itests.benchmarks.harness.Section;
import io.boxwire.shell.internal.PlainShell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The same work inside one warm virtual machine, against {@code cp}. */
public final class WarmSection implements Section {
  private static final String BOXWIRE = "Boxwire";
  private static final String FFMPEG = "ffmpeg (process)";
  private static final String CP = "cp (process)";

  /** Until the compilers have done their work. */
  private static final int WARMUPS = 4;

  private static final int PEER_ROUNDS = 3;

  /** Said of one whose output holds not the slices that Boxwire's has. */
  private static final String OTHERS = "other samples";

  private final CommandLine shell =
      new PlainShell(Boxwire.load(WarmSection.class.getClassLoader()));

  @Override
  public String name() {
    return "warm";
  }

  @Override
  public String title() {
    return "files inside one warm virtual machine, against cp";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    MarkdownTable table =
        new MarkdownTable(
            "job",
            "who",
            "rounds",
            "wall, s",
            "user+sys, s",
            "wall / cp",
            "user+sys / cp",
            "mark",
            "verdict");
    BarChart chart = new BarChart("Inside a warm virtual machine: wall time", "times that of cp");
    for (Job job : Job.values()) {
      Command cp = bench.programs().program("cp", job.input(bench.media()).toString(), "out.copy");
      Contender copy = Contender.process(CP, bench::clear, cp);
      Command ffmpeg =
          bench
              .programs()
              .ffmpeg(job.ffmpeg(bench.media()).toArray(String[]::new))
              .and(job.output());
      List<String> arguments = new ArrayList<>(job.boxwire(bench.media()));
      arguments.add("-q");
      Race race =
          bench.race(
              job.title(),
              Math.min(WARMUPS, bench.options().pairs()),
              List.of(
                  Contender.inProcess(BOXWIRE, bench::clear, () -> command(bench, arguments)),
                  Contender.process(FFMPEG, bench::clear, ffmpeg),
                  copy));
      String digest = digest(bench, job, () -> command(bench, arguments));
      Mark mark = Mark.atMost(job.limit());
      Interval ratio = race.ratio(BOXWIRE, CP, Sample::wall);
      row(
          table,
          chart,
          job,
          race,
          BOXWIRE,
          mark.toString(),
          bench
              .report()
              .judge(Goal.THROUGHPUT, "warm: " + job.title(), "times cp", ratio, mark)
              .toString());
      boolean same = digest.equals(digest(bench, job, () -> ffmpeg.timed()));
      row(table, chart, job, race, FFMPEG, "", same ? "" : OTHERS);
      for (Peer peer : Peer.all()) {
        peer(bench, table, chart, job, peer, copy, digest);
      }
      row(table, chart, job, race, CP, "", "");
      chart.mark(job.title(), job.limit());
    }
    bench.report().text("Medians of the rounds (least-greatest); ratios with their 95 % interval.");
    bench.report().table(table);
    bench.report().chart("warm", chart.svg());
  }

  /**
   * One that is slow: few rounds, beside {@code cp} alone. What it can't do stands in the table.
   */
  private static void peer(
      Bench bench,
      MarkdownTable table,
      BarChart chart,
      Job job,
      Peer peer,
      Contender copy,
      String digest)
      throws InterruptedException {
    if (!peer.does(job)) {
      return;
    }
    int rounds = Math.min(PEER_ROUNDS, bench.options().pairs());
    try {
      Contender contender =
          Contender.inProcess(
              peer.name(),
              bench::clear,
              () -> peer.run(job, job.input(bench.media()), bench.folder().resolve(job.output())));
      Race race = bench.race(job.title(), 1, rounds, List.of(contender, copy));
      row(table, chart, job, race, peer.name(), "", "");
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      bench.progress(peer.name() + " failed: " + e);
      table.row(job.title(), peer.name(), "0", "fails: " + e, "", "", "", "", "");
    }
  }

  private static String digest(Bench bench, Job job, Work work)
      throws IOException, InterruptedException {
    bench.clear();
    work.run();
    return Contents.digest(bench, job);
  }

  private static void row(
      MarkdownTable table,
      BarChart chart,
      Job job,
      Race race,
      String name,
      String mark,
      String verdict) {
    Interval ratio = race.ratio(name, CP, Sample::wall);
    table.row(
        job.title(),
        name,
        "" + race.samples(name).size(),
        MarkdownTable.spread(race.values(name, Sample::wall)),
        MarkdownTable.spread(race.values(name, Sample::cpu)),
        ratio,
        race.ratio(name, CP, Sample::cpu),
        mark,
        verdict);
    if (!name.equals(CP)) {
      chart.bar(job.title(), name, ratio);
    }
  }

  private void command(Bench bench, List<String> arguments)
      throws IOException, InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Streams streams =
        Streams.of(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintStream(said, true, StandardCharsets.UTF_8))
            .inDirectory(bench.folder());
    if (shell.run(arguments, streams) != CommandLine.DONE) {
      throw new IOException(arguments + ": " + said.toString(StandardCharsets.UTF_8));
    }
  }
}
