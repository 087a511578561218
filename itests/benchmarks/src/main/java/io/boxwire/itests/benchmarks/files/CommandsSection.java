package io.boxwire.itests.benchmarks.files;

import io.boxwire.itests.benchmarks.harness.BarChart;
import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Command;
import io.boxwire.itests.benchmarks.harness.Contender;
import io.boxwire.itests.benchmarks.harness.Goal;
import io.boxwire.itests.benchmarks.harness.Interval;
import io.boxwire.itests.benchmarks.harness.Mark;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import io.boxwire.itests.benchmarks.harness.Race;
import io.boxwire.itests.benchmarks.harness.Sample;
import io.boxwire.itests.benchmarks.harness.Section;
import java.io.IOException;
import java.util.List;

/** Whole commands, start of the virtual machine and the framework included, against ffmpeg. */
public final class CommandsSection implements Section {
  private static final String BOXWIRE = "Boxwire";
  private static final String FFMPEG = "ffmpeg";
  private static final String CP = "cp";
  private static final String START = "start";
  private static final Mark FASTER = Mark.atMost(1);
  private static final Mark STARTED = Mark.atMost(0.4);
  private static final int STARTS_PER_PAIR = 2;
  private static final double MIB = 1 << 20;

  @Override
  public String name() {
    return "commands";
  }

  @Override
  public String title() {
    return "whole commands, against ffmpeg and cp";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    MarkdownTable times =
        new MarkdownTable(
            "job", "command", "wall, s", "user+sys, s", "wall / cp", "user+sys / cp", "peak, MiB");
    MarkdownTable verdicts =
        new MarkdownTable(
            "job",
            "Boxwire / ffmpeg, wall",
            "user+sys",
            "start and cp / ffmpeg, wall",
            "mark",
            "verdict");
    Command info = smallInfo(bench);
    BarChart chart = new BarChart("Whole commands: wall time", "times that of cp");
    for (Job job : Job.values()) {
      Command boxwire =
          bench
              .programs()
              .boxwire(job.boxwire(bench.media()).toArray(String[]::new))
              .and("-q", "-y");
      Command ffmpeg =
          bench
              .programs()
              .ffmpeg(job.ffmpeg(bench.media()).toArray(String[]::new))
              .and(job.output());
      Command cp = bench.programs().program("cp", job.input(bench.media()).toString(), "out.copy");
      check(bench, job, boxwire, ffmpeg);
      Race race =
          bench.race(
              job.title(),
              1,
              List.of(
                  Contender.process(BOXWIRE, bench::clear, boxwire),
                  Contender.process(FFMPEG, bench::clear, ffmpeg),
                  Contender.process(CP, bench::clear, cp),
                  Contender.process(START, bench::clear, info)));
      row(times, chart, job, race, boxwire, BOXWIRE);
      row(times, chart, job, race, ffmpeg, FFMPEG);
      row(times, chart, job, race, cp, CP);
      Interval ratio = race.ratio(BOXWIRE, FFMPEG, Sample::wall);
      verdicts.row(
          job.title(),
          ratio,
          race.ratio(BOXWIRE, FFMPEG, Sample::cpu),
          floor(race),
          FASTER,
          bench
              .report()
              .judge(Goal.THROUGHPUT, "command: " + job.title(), "times ffmpeg", ratio, FASTER));
    }
    bench
        .report()
        .text(
            "Medians of the rounds (least-greatest); ratios with their 95 % interval. Both programs' outputs"
                + " hold the same slices and audio samples.");
    bench.report().table(times);
    bench.report().table(verdicts);
    bench.report().chart("commands", chart.svg());
    bench
        .report()
        .text(
            "*Start and cp*: what the start of the virtual machine and the framework (info on a small"
                + " file) and copying the bytes once (cp) take together, with nothing else done. It"
                + " is what a remux can't do without; taking a track out can be faster than cp.");
    start(bench, info);
  }

  /** The start, and copying once, against ffmpeg. */
  private static Interval floor(Race race) {
    double[] starts = race.values(START, Sample::wall);
    double[] copies = race.values(CP, Sample::wall);
    double[] theirs = race.values(FFMPEG, Sample::wall);
    double[] ratios = new double[starts.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = (starts[i] + copies[i]) / theirs[i];
    }
    return Interval.ofMedian(ratios);
  }

  private static void check(Bench bench, Job job, Command boxwire, Command ffmpeg)
      throws IOException, InterruptedException {
    bench.progress(job.title() + ": whether both programs make the same");
    bench.clear();
    boxwire.timed();
    String ours = Contents.digest(bench, job);
    bench.clear();
    ffmpeg.timed();
    if (!Contents.digest(bench, job).equals(ours)) {
      throw new IOException(job.title() + ": Boxwire's samples differ from ffmpeg's");
    }
  }

  private static void row(
      MarkdownTable times, BarChart chart, Job job, Race race, Command command, String name)
      throws IOException, InterruptedException {
    Interval ratio = race.ratio(name, CP, Sample::wall);
    times.row(
        job.title(),
        name,
        MarkdownTable.spread(race.values(name, Sample::wall)),
        MarkdownTable.spread(race.values(name, Sample::cpu)),
        ratio,
        race.ratio(name, CP, Sample::cpu),
        command.peakMemory() / MIB);
    if (!name.equals(CP)) {
      chart.bar(job.title(), name, ratio);
      chart.mark(job.title(), 1);
    }
  }

  /** A command that does hardly more than start. */
  private static Command smallInfo(Bench bench) throws IOException, InterruptedException {
    String seed = bench.media().h264Seed() + ",fps=" + bench.media().fps();
    bench.programs().boxwire("mux", "-q", "-y", "-o", "small.mp4", "--video", seed).timed();
    return bench.programs().boxwire("info", "small.mp4");
  }

  /** How long {@code info} on a small file takes: almost all of it is the start. */
  private static void start(Bench bench, Command info) throws IOException, InterruptedException {
    Race race =
        bench.race(
            "info on a small file",
            2,
            STARTS_PER_PAIR * bench.options().pairs(),
            List.of(Contender.process(START, () -> {}, info)));
    double[] walls = race.values(START, Sample::wall);
    Interval wall = Interval.ofMedian(walls);
    bench
        .report()
        .table(
            new MarkdownTable(
                    "command",
                    "runs",
                    "wall, s",
                    "95 % interval",
                    "user+sys, s",
                    "peak, MiB",
                    "mark",
                    "verdict")
                .row(
                    "boxwire info",
                    "" + walls.length,
                    MarkdownTable.spread(walls),
                    wall,
                    MarkdownTable.spread(race.values(START, Sample::cpu)),
                    info.peakMemory() / MIB,
                    STARTED,
                    bench
                        .report()
                        .judge(Goal.THROUGHPUT, "command: info, small file", "s", wall, STARTED)));
  }
}
