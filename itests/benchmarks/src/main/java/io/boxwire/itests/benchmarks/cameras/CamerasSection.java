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
import java.util.Locale;

/**
 * How many cameras one machine records in real time, and what one costs; the same with a process of
 * ffmpeg for each.
 */
public final class CamerasSection implements Section {
  private static final List<Integer> COUNTS = List.of(1, 30, 300);
  private static final int COMPARED = 100;
  private static final int ROUNDS = 3;
  private static final int BEFORE = 3;
  private static final int MEASURED = 2 * Clips.ROUND;
  private static final int WARMING = 20_000;
  private static final String HEAP = "-Xmx512m";

  /**
   * The other collectors follow each reference that is stored, which costs a tenth of all here:
   * frames are many, and go through queues that are old.
   */
  private static final String COLLECTOR = "-XX:+UseParallelGC";

  /** Of thousands of cameras: what waits for a collection is mostly young. */
  private static final String[] LIMIT_OPTIONS = {COLLECTOR, "-Xmx5g", "-Xmn4g"};

  /** What a recording takes of the memory, in bytes, and what a process of ffmpeg does. */
  private static final double RECORDING = 1.2e6;

  private static final double PROCESS = 25e6;

  /** How long it is measured whether cameras keep up. */
  private static final int LIMIT_SECONDS = Clips.ROUND;

  /** Seconds until the search measures: then each recording has written a fragment. */
  private static final int SETTLING = 2;

  /** The part of the processors that recording may take, to begin with. */
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
            "HYBRID files of fragments of a second, each forced to storage, in real time; the code"
                + " is warm. All sources wait for the clock, frame by frame, and that is part of"
                + " the cost: in *delivered*, one thread waits for the frames of all cameras, as"
                + " the loop of a server does; in *read*, one for each camera; each ffmpeg waits"
                + " for the frames of its own. Where the NAL units of a picture lie is known, on"
                + " both sides: a receiver of RTP or an encoder tells it, and ffmpeg's input has"
                + " lengths; in *uncut* we search for start codes. ffmpeg forces nothing. Ours runs"
                + " with "
                + COLLECTOR
                + ".");
    double ours = many(bench, whole ? COUNTS : List.of(1, 2), whole ? MEASURED : 1);
    double theirs = compare(bench, whole ? COMPARED : 2, whole ? ROUNDS : 1, whole ? MEASURED : 1);
    if (whole) {
      limits(bench, ours, theirs);
    }
  }

  /** Says what a camera costs among the most: milliseconds of processor time in a second. */
  private double many(Bench bench, List<Integer> counts, int seconds)
      throws IOException, InterruptedException {
    Path stream = Clips.video(bench);
    MarkdownTable table =
        new MarkdownTable(
            "delivered, " + HEAP,
            "CPU s per camera-hour",
            "CPU, part of all",
            "MB/s to the files",
            "resident MB",
            "threads",
            "latest frame ms",
            "held up or dropped",
            "longest force ms",
            "GC pauses: number, median and worst ms");
    LineChart chart = LineChart.logarithmic("Cost of cameras", "cameras", "cores");
    double cost = 0;
    for (int cameras : counts) {
      bench.progress(cameras + " cameras");
      FarmRun run = run(bench, Camera.Pace.DELIVERED, cameras, seconds, HEAP);
      double cores = run.get("cpuSeconds") / run.get("seconds");
      cost = run.cpuMillis();
      chart.point("cores", cameras, cores);
      table.row(
          Integer.toString(cameras),
          run.cpuMillis() * 3.6,
          run.load(),
          run.cameraSeconds() / run.get("seconds") * Clips.bytesPerSecond(stream) / 1e6,
          run.get("residentMegabytes"),
          run.get("threads"),
          run.get("latestMillis"),
          run.get("dropped"),
          run.get("longestForceMillis"),
          run.pauses());
    }
    bench.report().table(table);
    bench.report().chart("cameras", chart.svg());
    return cost;
  }

  private static int before(Bench bench) {
    return bench.options().pairs() >= ROUNDS ? BEFORE : SETTLING;
  }

  private static FarmRun run(Bench bench, Camera.Pace pace, int cameras, int seconds, String heap)
      throws IOException, InterruptedException {
    int warming = bench.options().pairs() >= ROUNDS ? WARMING : 0;
    return FarmRun.of(
        bench,
        Clips.video(bench),
        new FarmRun.Plan(pace, cameras, before(bench), seconds, warming),
        COLLECTOR,
        heap);
  }

  /** Compares what a camera costs, and says what theirs does: milliseconds in a second. */
  private double compare(Bench bench, int cameras, int rounds, int seconds)
      throws IOException, InterruptedException {
    Path both = Clips.both(bench);
    double[] delivered = new double[rounds];
    double[] uncut = new double[rounds];
    double[] read = new double[rounds];
    double[] theirs = new double[rounds];
    double resident = 0;
    double theirResident = 0;
    for (int i = 0; i < rounds; i++) {
      bench.progress(cameras + " cameras, with and without ffmpeg, round " + (i + 1));
      FarmRun run = run(bench, Camera.Pace.DELIVERED, cameras, seconds, HEAP);
      FfmpegFarm.Result peer = FfmpegFarm.run(bench, both, cameras, before(bench), seconds);
      delivered[i] = run.cpuMillis();
      theirs[i] = peer.cpuMillis();
      read[i] = run(bench, Camera.Pace.READ, cameras, seconds, HEAP).cpuMillis();
      uncut[i] = run(bench, Camera.Pace.UNCUT, cameras, seconds, HEAP).cpuMillis();
      resident = run.get("residentMegabytes") / cameras;
      theirResident = peer.megabytes();
    }
    Interval ratio = ratio(theirs, delivered);
    bench
        .report()
        .table(
            new MarkdownTable(
                    "with " + cameras,
                    "CPU ms per camera-second",
                    "CPU s per camera-hour",
                    "resident MB each",
                    "so many times as cheap as ffmpeg")
                .row(
                    "boxwire, delivered",
                    Interval.ofMedian(delivered),
                    3.6 * Interval.median(delivered),
                    resident,
                    ratio)
                .row(
                    "boxwire, delivered uncut",
                    Interval.ofMedian(uncut),
                    3.6 * Interval.median(uncut),
                    "",
                    ratio(theirs, uncut))
                .row(
                    "boxwire, read",
                    Interval.ofMedian(read),
                    3.6 * Interval.median(read),
                    "",
                    ratio(theirs, read))
                .row(
                    "ffmpeg",
                    Interval.ofMedian(theirs),
                    3.6 * Interval.median(theirs),
                    theirResident,
                    1.0));
    return Interval.median(theirs);
  }

  private static Interval ratio(double[] theirs, double[] ours) {
    double[] ratios = new double[ours.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = theirs[i] / ours[i];
    }
    return Interval.ofMedian(ratios);
  }

  /** How many keep up, as far as there is memory for them and for what they record meanwhile. */
  private void limits(Bench bench, double ourCost, double theirCost)
      throws IOException, InterruptedException {
    Limit ours = ourLimit(bench, ourCost);
    Limit theirs = theirLimit(bench, theirCost);
    Mark mark = Mark.atLeast(5);
    Interval times = ours.times(theirs);
    bench
        .report()
        .table(
            new MarkdownTable("", "cameras that kept up", "so many times as ffmpeg", "mark")
                .row(
                    "boxwire, delivered",
                    ours,
                    times,
                    mark
                        + ": "
                        + bench
                            .report()
                            .judge(
                                Goal.CAMERAS,
                                "cameras on these processors at once",
                                "times ffmpeg",
                                times,
                                mark))
                .row("ffmpeg", theirs, 1.0, ""));
    bench
        .report()
        .text(
            "Kept up: 97 % of what was due in "
                + LIMIT_SECONDS
                + " s came into the files, which grow by fragments of a second; of ours, nothing"
                + " was dropped or held up as well, and no camera had a second of it waiting in"
                + " the end. All recordings are begun before the first"
                + " frame comes; each process of ffmpeg is stopped when it has begun, until all"
                + " have. More processes than there is memory to try can't keep up if the"
                + " processors have no time for them: the smallest number that did not is at most"
                + " their time divided by the least that ffmpeg took in any trial for a second of"
                + " media. Ours runs with "
                + String.join(" ", LIMIT_OPTIONS)
                + ". Disks of "
                + Math.round(ours.kept() * Clips.bytesPerSecond(Clips.both(bench)) / 1e6)
                + " MB/s are rare: where the storage is slower than that, it is the limit.");
  }

  private static Limit ourLimit(Bench bench, double cost) throws IOException, InterruptedException {
    Path video = Clips.video(bench);
    Path both = Clips.both(bench);
    return Limit.find(
        LOAD * millis() / cost,
        (int) (Room.free() / (RECORDING + recorded(bench))),
        cameras -> {
          bench.progress("whether " + cameras + " cameras keep up");
          FarmRun.Plan plan =
              new FarmRun.Plan(Camera.Pace.DELIVERED, cameras, SETTLING, LIMIT_SECONDS, WARMING);
          double due = cameras * Clips.bytesPerSecond(both);
          return told(bench, FarmRun.of(bench, video, plan, LIMIT_OPTIONS).shown(due));
        });
  }

  private static Limit theirLimit(Bench bench, double cost)
      throws IOException, InterruptedException {
    Path both = Clips.both(bench);
    double[] least = {cost};
    Limit limit =
        Limit.find(
            LOAD * millis() / cost,
            (int) (Room.free() / (PROCESS + recorded(bench))),
            cameras -> {
              bench.progress("whether " + cameras + " processes of ffmpeg keep up");
              FfmpegFarm.Result run = FfmpegFarm.run(bench, both, cameras, BEFORE, LIMIT_SECONDS);
              if (run.room()) {
                least[0] = Math.min(least[0], run.cpuMillis());
              }
              // Without what those take on top that still catch up with their beginning.
              double load = run.cpuMillis() * cameras / millis();
              return told(
                  bench,
                  new Limit.Shown(
                      Limit.Outcome.of(run.room(), run.part() >= Limit.COMPLETE), load));
            });
    if (limit.kept() == 0) {
      throw new IOException("no number of processes of ffmpeg that was tried keeps up");
    }
    return limit.below((int) (millis() / least[0]) + 1);
  }

  /** What one camera records in a trial, in bytes. */
  private static double recorded(Bench bench) throws IOException, InterruptedException {
    return Clips.bytesPerSecond(Clips.both(bench)) * (SETTLING + LIMIT_SECONDS + 1);
  }

  /** The time of the processors in a second, in milliseconds. */
  private static double millis() {
    return 1000.0 * Runtime.getRuntime().availableProcessors();
  }

  private static Limit.Shown told(Bench bench, Limit.Shown shown) {
    bench.progress(
        String.format(
            Locale.ROOT,
            "that: %s, %.0f %% of the processors",
            shown.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            100 * shown.load()));
    return shown;
  }
}
