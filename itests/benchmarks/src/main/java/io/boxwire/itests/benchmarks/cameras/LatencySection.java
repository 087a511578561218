package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Goal;
import io.boxwire.itests.benchmarks.harness.Interval;
import io.boxwire.itests.benchmarks.harness.LineChart;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import io.boxwire.itests.benchmarks.harness.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How soon after {@code Muxer.write} a frame of a live camera can be read from the file, with
 * chunks of several lengths and without any.
 */
public final class LatencySection implements Section {
  private static final int WHOLE = 3;
  private static final int SECONDS = 12;
  private static final int FEW_SECONDS = 2;
  private static final List<String> SMALL_HEAP = List.of("-Xmx32m", "-XX:+UseSerialGC");

  /** Garbage by another thread, in megabytes a second, so that collections come. */
  private static final int GARBAGE = 200;

  /** One run. */
  private record Case(String what, LatencyRun.Plan plan, List<String> options) {
    static Case of(String what, long chunkMillis) {
      return new Case(what, new LatencyRun.Plan(chunkMillis, 0, 0), List.of());
    }
  }

  private static final List<Case> CASES =
      List.of(
          Case.of("chunk of 1 frame", 1),
          Case.of("chunk of 100 ms", 100),
          Case.of("chunk of 500 ms", 500),
          Case.of("fragment of 1 s, no chunks", 0),
          new Case("1 frame, with G.711", new LatencyRun.Plan(1, 1, 0), List.of()),
          new Case(
              "1 frame, 200 MB/s of garbage, G1",
              new LatencyRun.Plan(1, 0, GARBAGE),
              List.of("-Xmx64m", "-XX:+UseG1GC")),
          new Case("1 frame, 200 MB/s, SerialGC", new LatencyRun.Plan(1, 0, GARBAGE), SMALL_HEAP));

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String title() {
    return "from Muxer.write to bytes in the file";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    boolean whole = bench.options().pairs() >= WHOLE;
    Path stream = Clips.video(bench);
    MarkdownTable table =
        new MarkdownTable(
            "live 1080p30",
            "frames",
            "median ms",
            "99 % ms",
            "worst ms",
            "after the write that completes the chunk: median ms",
            "99 % ms",
            "worst ms",
            "GC pauses",
            "longest ms");
    LineChart chart = LineChart.logarithmic("Frames that are not in the file yet", "ms", "part");
    for (Case one : whole ? CASES : List.of(CASES.get(0), CASES.get(CASES.size() - 1))) {
      bench.progress("latency: " + one.what());
      LatencyRun run =
          LatencyRun.of(bench, stream, one.plan(), whole ? SECONDS : FEW_SECONDS, one.options());
      LatencyRun.Distribution all = run.all();
      LatencyRun.Distribution own = run.own();
      table.row(
          one.what(),
          "" + all.count(),
          all.at(0.5),
          all.at(0.99),
          all.worst(),
          own.at(0.5),
          own.at(0.99),
          own.worst(),
          "" + run.pauses().count(),
          run.pauses().worst());
      for (int i = 0; i < all.count(); i++) {
        chart.point(one.what(), all.ordered(i), 1 - (double) i / all.count());
      }
      Interval figure = new Interval(all.at(0.5), all.at(0), all.worst());
      bench
          .report()
          .figure(Goal.CAMERAS, "latency, " + one.what() + " (least, worst)", "ms", figure);
    }
    bench
        .report()
        .text(
            "FRAGMENTED files, each fragment forced, one camera in a process of its own. Another"
                + " thread of it reads the length of the file every 0.1 ms through a channel of its"
                + " own; a frame is there when the whole mdat is that has it. How long a frame lasts"
                + " is known when the next one is written: so it takes one frame at least. The"
                + " columns behind that are what is left when the wait for the rest of the chunk, and"
                + " for the frame behind it, is taken off.");
    bench.report().table(table);
    bench.report().chart("latency", chart.svg());
  }
}
