package io.boxwire.itests.benchmarks.scaling;

import io.boxwire.api.Demuxer;
import io.boxwire.api.Layout;
import io.boxwire.api.Sink;
import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.ForgettingChannel;
import io.boxwire.itests.benchmarks.harness.LineChart;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import io.boxwire.itests.benchmarks.harness.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How cost grows as work grows: with samples, tracks, media time and the size of frames. */
public final class ScalingSection implements Section {
  private static final int TRIES = 3;
  private static final long SECONDS_FOR_ALL = 1000;
  private static final long MOST_SAMPLES = 10_000_000;
  private static final long FEW_SAMPLES = 100_000;
  private static final int MOST_TRACKS = 256;
  private static final int DAY = 86_400;
  private static final int MIB = 1 << 20;

  @Override
  public String name() {
    return "scaling";
  }

  @Override
  public String title() {
    return "how cost grows as work grows";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    boolean all = bench.options().seconds() >= SECONDS_FOR_ALL;
    TinyFrames video = TinyFrames.video(IndexSection.sampleEntry(bench));
    warmUp(bench, video);
    samples(bench, video, all ? MOST_SAMPLES : FEW_SAMPLES / 10);
    tracks(bench, video, all ? FEW_SAMPLES : FEW_SAMPLES / 50);
    time(bench, video, all ? FEW_SAMPLES : FEW_SAMPLES / 50);
    sizes(bench, video, all ? 256L * MIB : MIB, all ? 64 * MIB : MIB / 16);
  }

  private static void warmUp(Bench bench, TinyFrames video)
      throws IOException, InterruptedException {
    Path file = bench.folder().resolve("out.warm.mp4");
    for (int i = 0; i < TRIES; i++) {
      for (Layout layout : List.of(Layout.PROGRESSIVE, Layout.FRAGMENTED)) {
        video.write(new Sink.File(file), layout, FEW_SAMPLES, () -> {});
        Warm.walk(file);
        read(file);
        Files.delete(file);
      }
    }
  }

  private static void samples(Bench bench, TinyFrames video, long most)
      throws IOException, InterruptedException {
    MarkdownTable table =
        new MarkdownTable(
            "samples",
            "write PROGRESSIVE, ns each",
            "write FRAGMENTED, ns each",
            "walk tables, ns each",
            "walk fragments, ns each",
            "seek in tables, ms",
            "seek in listed fragments, ms",
            "heap of a demuxer, KiB");
    LineChart chart = LineChart.logarithmic("Cost of samples", "samples", "processor time, s");
    for (long count = 1000; count <= most; count *= 10) {
      bench.progress(count + " samples");
      int tries = count > 1_000_000 ? 1 : TRIES;
      double progressive = write(video, Layout.PROGRESSIVE, count, tries);
      double fragmented = write(video, Layout.FRAGMENTED, count, tries);
      Path tables = bench.folder().resolve("out.tables.mp4");
      Path fragments = bench.folder().resolve("out.fragments.mp4");
      new SyntheticFile(SyntheticFile.Shape.TABLES, count).write(tables);
      new SyntheticFile(SyntheticFile.Shape.LISTED_FRAGMENTS, count).write(fragments);
      double walkTables = Warm.leastCpu(TRIES, () -> Warm.walk(tables));
      double walkFragments = Warm.leastCpu(TRIES, () -> Warm.walk(fragments));
      Duration to =
          Duration.ofSeconds(count * 7 / 10 * SyntheticFile.DURATION / SyntheticFile.TIMESCALE);
      table.row(
          Long.toString(count),
          1e9 * progressive / count,
          1e9 * fragmented / count,
          1e9 * walkTables / count,
          1e9 * walkFragments / count,
          seek(tables, to),
          seek(fragments, to),
          heap(fragments, to) / 1024);
      chart
          .point("write PROGRESSIVE", count, Math.max(1e-6, progressive))
          .point("write FRAGMENTED", count, Math.max(1e-6, fragmented))
          .point("walk tables", count, Math.max(1e-6, walkTables))
          .point("walk fragments", count, Math.max(1e-6, walkFragments));
      bench.clear();
    }
    bench.report().table(table);
    bench.report().chart("scaling-samples", chart.svg());
  }

  private static double write(TinyFrames frames, Layout layout, long count, int tries)
      throws IOException, InterruptedException {
    return Warm.leastCpu(
        tries,
        () -> frames.write(new Sink.Seekable(new ForgettingChannel()), layout, count, () -> {}));
  }

  private static double seek(Path file, Duration to) throws IOException, InterruptedException {
    int seeks = 20;
    return 1000
        * Warm.cpu(
            () -> {
              for (int i = 0; i < seeks; i++) {
                Warm.seek(file, to);
              }
            })
        / seeks;
  }

  private static double heap(Path file, Duration to) throws IOException {
    long before = Warm.usedHeap();
    try (Demuxer demuxer = Warm.open(file)) {
      demuxer.movie();
      demuxer.seek(to);
      demuxer.read();
      return Math.max(0, Warm.usedHeap() - before);
    }
  }

  private static void tracks(Bench bench, TinyFrames video, long frames)
      throws IOException, InterruptedException {
    MarkdownTable table =
        new MarkdownTable(
            "tracks",
            "write PROGRESSIVE, ns a frame",
            "write FRAGMENTED, ns a frame",
            "read tables, ns a frame",
            "read fragments, ns a frame");
    LineChart chart = LineChart.logarithmic("Cost of tracks", "tracks", "ns a frame");
    for (int count = 1; count <= MOST_TRACKS; count *= 4) {
      bench.progress(count + " tracks");
      double[] each = new double[4];
      for (Layout layout : List.of(Layout.PROGRESSIVE, Layout.FRAGMENTED)) {
        Path file = bench.folder().resolve("out.tracks.mp4");
        TinyFrames many = video.on(count);
        int at = layout == Layout.PROGRESSIVE ? 0 : 1;
        each[at] =
            Warm.leastCpu(
                TRIES,
                () -> {
                  Files.deleteIfExists(file);
                  many.write(new Sink.File(file), layout, frames, () -> {});
                });
        each[2 + at] = Warm.leastCpu(TRIES, () -> read(file));
      }
      String[] names = {"write PROGRESSIVE", "write FRAGMENTED", "read tables", "read fragments"};
      for (int i = 0; i < each.length; i++) {
        each[i] = Math.max(1, 1e9 * each[i] / frames);
        chart.point(names[i], count, each[i]);
      }
      table.row(Integer.toString(count), each[0], each[1], each[2], each[3]);
    }
    bench.report().table(table);
    bench.report().chart("scaling-tracks", chart.svg());
  }

  private static void read(Path file) throws IOException {
    try (Demuxer demuxer = Warm.open(file)) {
      while (demuxer.read().isPresent()) {
        // Stored payloads stay in the file.
      }
    }
  }

  private static void time(Bench bench, TinyFrames video, long frames)
      throws IOException, InterruptedException {
    MarkdownTable table =
        new MarkdownTable(
            "media time, s",
            "write PROGRESSIVE, ns a frame",
            "write FRAGMENTED, ns a frame",
            "read fragments, ns a frame");
    for (long seconds : new long[] {1, 60, 3600, DAY, 30 * DAY}) {
      bench.progress(frames + " frames over " + seconds + " s");
      TinyFrames spread = video.every(Math.max(1, seconds * SyntheticFile.TIMESCALE / frames));
      Path file = bench.folder().resolve("out.time.mp4");
      double progressive = write(spread, Layout.PROGRESSIVE, frames, TRIES);
      double fragmented = write(spread, Layout.FRAGMENTED, frames, TRIES);
      Files.deleteIfExists(file);
      spread.write(new Sink.File(file), Layout.FRAGMENTED, frames, () -> {});
      double read = Warm.leastCpu(TRIES, () -> read(file));
      table.row(
          Long.toString(seconds),
          1e9 * progressive / frames,
          1e9 * fragmented / frames,
          1e9 * read / frames);
    }
    bench.report().table(table);
  }

  private static void sizes(Bench bench, TinyFrames video, long total, int most)
      throws IOException, InterruptedException {
    MarkdownTable table =
        new MarkdownTable(
            "frame, bytes", "frames", "write FRAGMENTED, us a frame", "write, MB/s", "heap, KiB");
    for (long bytes = 1; bytes <= most; bytes *= 64) {
      long frames = Math.max(4, Math.min(FEW_SAMPLES, total / bytes));
      bench.progress(frames + " frames of " + bytes + " bytes");
      TinyFrames large = video.of((int) bytes);
      double cpu = write(large, Layout.FRAGMENTED, frames, TRIES);
      double[] held = new double[1];
      long before = Warm.usedHeap();
      large.write(
          new Sink.Seekable(new ForgettingChannel()),
          Layout.FRAGMENTED,
          frames,
          () -> held[0] = Math.max(0, Warm.usedHeap() - before));
      table.row(
          Long.toString(bytes),
          Long.toString(frames),
          1e6 * cpu / frames,
          bytes * frames / Math.max(1e-3, cpu) / 1e6,
          held[0] / 1024);
    }
    bench.report().table(table);
  }
}
