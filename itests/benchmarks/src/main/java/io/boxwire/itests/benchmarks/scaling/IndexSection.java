package io.boxwire.itests.benchmarks.scaling;

import io.boxwire.api.Demuxer;
import io.boxwire.api.Layout;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.Sink;
import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Command;
import io.boxwire.itests.benchmarks.harness.Contender;
import io.boxwire.itests.benchmarks.harness.ForgettingChannel;
import io.boxwire.itests.benchmarks.harness.Goal;
import io.boxwire.itests.benchmarks.harness.Interval;
import io.boxwire.itests.benchmarks.harness.Mark;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import io.boxwire.itests.benchmarks.harness.Race;
import io.boxwire.itests.benchmarks.harness.Sample;
import io.boxwire.itests.benchmarks.harness.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What files of ten million samples cost to open, to list and to seek in, and to write. */
public final class IndexSection implements Section {
  private static final long MOST_SAMPLES = 10_000_000;
  private static final long SAMPLES_A_SECOND = 5000;

  /** A file of as many fragments as samples would take gigabytes. */
  private static final int FEWER = 10;

  private static final int JUDGED = 10_000;

  /** So few samples that they cost nothing. */
  private static final int FEW = 300;

  private static final int ROUNDS = 3;
  private static final int SEEKS = 9;
  private static final int MIB = 1 << 20;

  @Override
  public String name() {
    return "index";
  }

  @Override
  public String title() {
    return "very many samples: opening, listing, seeking, writing";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    long samples = samplesOfAll(bench);
    reading(bench, samples);
    writing(bench, samples);
  }

  private static long samplesOfAll(Bench bench) {
    return Math.min(MOST_SAMPLES, bench.options().seconds() * SAMPLES_A_SECOND);
  }

  private static void reading(Bench bench, long samples) throws IOException, InterruptedException {
    MarkdownTable commands =
        new MarkdownTable(
            "file",
            "samples",
            "frames: wall, s",
            "user+sys, s",
            "mark",
            "verdict",
            "frames on -Xmx64m: MiB resident");
    MarkdownTable infos =
        new MarkdownTable(
            "file",
            "info: wall, s",
            "of a small file",
            "added, s",
            "mark",
            "verdict",
            "added user+sys, s");
    MarkdownTable warm =
        new MarkdownTable(
            "file",
            "open, ms",
            "open, seek, read a frame: ms",
            "mark",
            "verdict",
            "walk, ns a sample");
    Mark listing = Mark.atMost(2);
    Mark seeking = Mark.atMost(200);
    int rounds = Math.min(ROUNDS, bench.options().pairs());
    for (SyntheticFile.Shape shape : SyntheticFile.Shape.values()) {
      judge(bench, shape);
      long count = shape == SyntheticFile.Shape.FRAGMENT_EACH ? samples / FEWER : samples;
      bench.progress(shape + ": " + count + " samples");
      Path file = bench.folder().resolve("out.many.mp4");
      new SyntheticFile(shape, count).write(file);
      Sample[] frames = times(bench.programs().boxwire("frames", file.toString()), rounds);
      Command small = bench.programs().boxwireOn("-Xmx64m", "frames", file.toString());
      Interval wall = Interval.ofMedian(column(frames, true));
      double resident = (double) small.peakMemory() / MIB;
      bench
          .report()
          .judge(
              Goal.INDEX,
              "resident in frames on -Xmx64m, " + shape,
              "MiB",
              Interval.exact(resident),
              Mark.atMost(120));
      commands.row(
          shape,
          Long.toString(count),
          wall,
          Interval.median(column(frames, false)),
          listing,
          bench.report().judge(Goal.INDEX, "frames, " + shape, "s", wall, listing),
          resident);
      infos.row(infoRow(bench, shape, file));
      warm.row(warmRow(bench, shape, file, count, seeking));
      Files.delete(file);
    }
    bench.report().text("Whole commands:");
    bench.report().table(commands);
    bench
        .report()
        .text(
            "info, in turns with info on a file of "
                + FEW
                + " samples of the same shape. What a process costs before it looks at a file has"
                + " a mark of its own (section commands); here what the samples add is judged, the"
                + " difference within each round:");
    bench.report().table(infos);
    bench.report().text("Inside one warm virtual machine, processor time:");
    bench.report().table(warm);
  }

  private static Object[] infoRow(Bench bench, SyntheticFile.Shape shape, Path file)
      throws IOException, InterruptedException {
    Path few = bench.folder().resolve("out.few.mp4");
    new SyntheticFile(shape, FEW).write(few);
    List<Contender> contenders =
        List.of(
            Contender.process("many", () -> {}, bench.programs().boxwire("info", file.toString())),
            Contender.process("few", () -> {}, bench.programs().boxwire("info", few.toString())));
    Race race = bench.race("info", 1, contenders);
    Files.delete(few);
    Interval added = race.difference("many", "few", Sample::wall);
    Mark mark = Mark.atMost(0.2);
    return new Object[] {
      shape,
      Interval.ofMedian(race.values("many", Sample::wall)),
      Interval.ofMedian(race.values("few", Sample::wall)),
      added,
      mark,
      bench.report().judge(Goal.INDEX, "what the samples add to info, " + shape, "s", added, mark),
      race.difference("many", "few", Sample::cpu).median()
    };
  }

  private static Object[] warmRow(
      Bench bench, SyntheticFile.Shape shape, Path file, long count, Mark seeking)
      throws IOException, InterruptedException {
    long seconds = count * SyntheticFile.DURATION / SyntheticFile.TIMESCALE;
    Random random = new Random(count);
    double open = 1000 * Warm.leastCpu(ROUNDS, () -> Warm.open(file).close());
    double[] seeks = new double[SEEKS];
    for (int i = 0; i < SEEKS; i++) {
      Duration to = Duration.ofSeconds((long) (random.nextDouble() * seconds));
      seeks[i] = 1000 * Warm.cpu(() -> Warm.seek(file, to));
    }
    double walk = 1e9 * Warm.leastCpu(ROUNDS, () -> Warm.walk(file)) / count;
    Interval seek = Interval.ofMedian(seeks);
    Mark.Verdict verdict =
        bench.report().judge(Goal.INDEX, "open and seek, " + shape, "ms", seek, seeking);
    return new Object[] {shape, open, seek, seeking, verdict, walk};
  }

  private static Sample[] times(Command command, int rounds)
      throws IOException, InterruptedException {
    Sample[] samples = new Sample[rounds];
    for (int i = 0; i < rounds; i++) {
      samples[i] = command.timed();
    }
    return samples;
  }

  private static double[] column(Sample[] samples, boolean wall) {
    double[] values = new double[samples.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = wall ? samples[i].wall() : samples[i].cpu();
    }
    return values;
  }

  /** A smaller file of the same shape has as many samples for ffmpeg and for Boxwire. */
  private static void judge(Bench bench, SyntheticFile.Shape shape)
      throws IOException, InterruptedException {
    Path file = bench.folder().resolve("out.few.mp4");
    new SyntheticFile(shape, JUDGED).write(file);
    long judged =
        lines(
            bench
                .programs()
                .ffmpeg("-v", "quiet", "-i", file.toString())
                .and("-copyinkf", "-c", "copy", "-f", "framecrc", "-"));
    long listed = lines(bench.programs().boxwire("frames", file.toString())) - 1;
    if (judged != JUDGED || listed != JUDGED) {
      throw new IOException(
          shape + ": " + JUDGED + " samples; ffmpeg reads " + judged + ", Boxwire " + listed);
    }
    Files.delete(file);
  }

  private static long lines(Command command) throws IOException, InterruptedException {
    return new String(command.output(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .count();
  }

  // --- Writing -----------------------------------------------------------------------------------

  private static void writing(Bench bench, long samples) throws IOException, InterruptedException {
    MarkdownTable table =
        new MarkdownTable(
            "layout", "track", "samples", "heap, KiB", "bytes a sample", "mark", "verdict");
    TinyFrames video = TinyFrames.video(sampleEntry(bench));
    Mark most = Mark.atMost(6);
    for (Layout layout : new Layout[] {Layout.PROGRESSIVE, Layout.FRAGMENTED, Layout.HYBRID}) {
      for (long count = samples / 100; count <= samples; count *= 10) {
        bench.progress("the heap of a " + layout + " muxer after " + count + " samples");
        row(table, bench, layout, "video", video, count, most);
      }
    }
    row(table, bench, Layout.PROGRESSIVE, "G.711", TinyFrames.sound(), samples, Mark.atMost(0.1));
    bench.report().text("What a muxer holds before it is closed, after a collection:");
    bench.report().table(table);
  }

  private static void row(
      MarkdownTable table,
      Bench bench,
      Layout layout,
      String track,
      TinyFrames frames,
      long count,
      Mark most)
      throws IOException, InterruptedException {
    Path file = bench.folder().resolve("out.written.mp4");
    // A file of fragments takes its index along, and has to give it back.
    Sink sink =
        layout != Layout.PROGRESSIVE
            ? new Sink.File(file)
            : new Sink.Seekable(new ForgettingChannel());
    double[] held = new double[1];
    // Payloads that are on their way have nothing to do with the index: of few samples they are
    // all.
    frames.write(new Sink.Seekable(new ForgettingChannel()), Layout.FRAGMENTED, 1000, () -> {});
    long before = Warm.usedHeap();
    frames.write(sink, layout, count, () -> held[0] = Warm.usedHeap() - before);
    Files.deleteIfExists(file);
    Interval each = Interval.exact(Math.max(0, held[0]) / count);
    Mark.Verdict verdict = most.judge(each);
    if (count >= samplesOfAll(bench)) {
      String what = "a " + layout + " muxer holds of " + track;
      bench.report().judge(Goal.INDEX, what, "bytes a sample", each, most);
    }
    table.row(layout, track, Long.toString(count), held[0] / 1024, each.median(), most, verdict);
  }

  static SampleEntry sampleEntry(Bench bench) throws IOException {
    Path file = bench.folder().resolve("out.entry.mp4");
    new SyntheticFile(SyntheticFile.Shape.TABLES, SyntheticFile.GROUP).write(file);
    try (Demuxer demuxer = Warm.open(file)) {
      return demuxer.movie().tracks().get(0).format().sampleEntries().get(0);
    }
  }
}
