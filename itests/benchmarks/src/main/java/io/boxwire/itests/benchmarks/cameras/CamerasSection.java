package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Goal;
import io.boxwire.itests.benchmarks.harness.Interval;
import io.boxwire.itests.benchmarks.harness.LineChart;
import io.boxwire.itests.benchmarks.harness.Mark;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import io.boxwire.itests.benchmarks.harness.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How many cameras one machine records in real time, and what one costs; the same with a process of
 * ffmpeg for each.
 */
public final class CamerasSection implements Section {
  private static final List<Integer> COUNTS = List.of(1, 10, 50, 100, 200, 400);
  private static final int COMPARED = 100;
  private static final int ROUNDS = 3;
  private static final int WARMING = 5_000;

  /** The part of the processors that recording may take. */
  private static final double LOAD = 0.9;

  @Override
  public String name() {
    return "cameras";
  }

  @Override
  public String title() {
    return "many cameras of 1080p30, 4 Mbit/s, and G.711";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    boolean whole = bench.options().pairs() >= ROUNDS;
    bench
        .report()
        .text(
            "HYBRID files of fragments of a second, each forced to storage, in real time. The cost"
                + " of a camera holds that of the thread that waits for its frames; the code is warm.");
    many(bench, whole ? COUNTS : List.of(1, 2), whole ? 8 : 1);
    compare(bench, whole ? COMPARED : 2, whole ? ROUNDS : 1, whole ? 8 : 1);
  }

  private void many(Bench bench, List<Integer> counts, int seconds)
      throws IOException, InterruptedException {
    Path stream = Clips.video(bench);
    MarkdownTable table =
        new MarkdownTable(
            "cameras",
            "CPU s per camera-hour",
            "CPU, part of all",
            "resident MB",
            "threads",
            "latest frame ms",
            "held up or dropped",
            "longest force ms",
            "GC ms");
    LineChart chart = LineChart.logarithmic("Cost of cameras", "cameras", "cores");
    for (int cameras : counts) {
      bench.progress(cameras + " cameras");
      FarmRun run = run(bench, stream, cameras, seconds);
      double cores = run.get("cpuSeconds") / run.get("seconds");
      chart.point("cores", cameras, cores);
      table.row(
          Integer.toString(cameras),
          run.cpuMillis() * 3.6,
          cores / Runtime.getRuntime().availableProcessors(),
          run.get("residentMegabytes"),
          run.get("threads"),
          run.get("latestMillis"),
          run.get("dropped"),
          run.get("longestForceMillis"),
          run.get("collectionMillis"));
    }
    bench.report().table(table);
    bench.report().chart("cameras", chart.svg());
  }

  private static FarmRun run(Bench bench, Path stream, int cameras, int seconds)
      throws IOException, InterruptedException {
    return FarmRun.of(
        bench, stream, new FarmRun.Plan(Camera.Pace.LIVE, cameras, 3, seconds, WARMING));
  }

  private void compare(Bench bench, int cameras, int rounds, int seconds)
      throws IOException, InterruptedException {
    Path stream = Clips.video(bench);
    Path both = Clips.both(bench);
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    double[] ratios = new double[rounds];
    double resident = 0;
    double theirResident = 0;
    for (int i = 0; i < rounds; i++) {
      bench.progress(cameras + " cameras, with and without ffmpeg, round " + (i + 1));
      FarmRun run = run(bench, stream, cameras, seconds);
      FfmpegFarm.Result peer = FfmpegFarm.run(bench, both, cameras, 3, seconds);
      ours[i] = run.cpuMillis();
      theirs[i] = peer.cpuMillis();
      ratios[i] = theirs[i] / ours[i];
      resident = run.get("residentMegabytes") / cameras;
      theirResident = peer.megabytes();
    }
    double room = LOAD * 1000 * Runtime.getRuntime().availableProcessors();
    Interval ratio = Interval.ofMedian(ratios);
    Mark mark = Mark.atLeast(5);
    bench
        .report()
        .table(
            new MarkdownTable(
                    "with " + cameras,
                    "CPU ms per camera-second",
                    "cameras at 90 % CPU",
                    "resident MB each",
                    "so many times as ffmpeg",
                    "mark")
                .row(
                    "boxwire",
                    Interval.ofMedian(ours),
                    room / Interval.median(ours),
                    resident,
                    ratio,
                    mark
                        + ": "
                        + bench
                            .report()
                            .judge(
                                Goal.CAMERAS,
                                "cameras on these processors",
                                "times ffmpeg",
                                ratio,
                                mark))
                .row(
                    "ffmpeg",
                    Interval.ofMedian(theirs),
                    room / Interval.median(theirs),
                    theirResident,
                    1.0,
                    ""));
    bench
        .report()
        .text(
            "ffmpeg has a process for each camera, reads at the speed of the clock, and forces"
                + " nothing. How many would fit is computed from what "
                + cameras
                + " cost, as far as CPU goes; disk and memory may end sooner.");
  }
}
