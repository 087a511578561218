package io.boxwire.itests.benchmarks.scaling;

import io.boxwire.api.Layout;
import io.boxwire.api.Sink;
import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.ForgettingChannel;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import io.boxwire.itests.benchmarks.harness.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How cost grows as work grows: with samples, tracks, media time and the size of frames. */
public final class ScalingSection implements Section {
  private static final int TRIES = 5;
  private static final long SECONDS_FOR_ALL = 1000;
  private static final long MOST_SAMPLES = 100_000_000;
  private static final long FEW_SAMPLES = 100_000;

  /** From so many samples on, each thing is done once. */
  private static final long ONCE = 5_000_000;

  private static final int MOST_TRACKS = 256;
  private static final int RATE = SyntheticFile.TIMESCALE / SyntheticFile.DURATION;

  /** How many frames there are at least, also of the largest. */
  private static final int FEW = 4;

  private static final int DAY = 86_400;
  private static final int MIB = 1 << 20;
  private static final double KIB = 1024;

  /** What cannot be told from nothing: seconds of the clock, milliseconds, bytes of the heap. */
  private static final double LEAST_SECONDS = 1e-6;

  private static final double LEAST_MILLIS = 1;
  private static final double LEAST_HEAP = 256;

  /** Up to so many times the cost of the bytes alone, nothing but bytes is seen. */
  private static final double LEAST_TIMES = 1;

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
    bench
        .report()
        .text(
            "Processor time inside one warm virtual machine, the least of "
                + TRIES
                + " tries, or of one where there are millions; memory of the heap after a"
                + " collection. Slopes are those of the lines on logarithmic axes.");
    warmUp(bench, video, all ? 3 : 1);
    warmUp(bench, video.on(MOST_TRACKS / 4), all ? 3 : 1);
    samples(bench, video, all ? MOST_SAMPLES : FEW_SAMPLES / 10);
    tracks(bench, video, all ? 4 * FEW_SAMPLES : FEW_SAMPLES / 50);
    time(bench, video, all ? 30 * DAY : 60);
    sizes(bench, video, all);
  }

  private static int tries(Bench bench, long samples) {
    return samples < ONCE && bench.options().seconds() >= SECONDS_FOR_ALL ? TRIES : 1;
  }

  private static void warmUp(Bench bench, TinyFrames video, int rounds)
      throws IOException, InterruptedException {
    Path file = bench.folder().resolve("out.warm.mp4");
    for (int i = 0; i < rounds; i++) {
      for (Layout layout : List.of(Layout.PROGRESSIVE, Layout.FRAGMENTED, Layout.HYBRID)) {
        video.write(new Sink.File(file), layout, FEW_SAMPLES, () -> {});
        Warm.walk(file);
        Warm.read(file);
        Files.delete(file);
      }
    }
  }

  private static Sink nowhere() {
    return new Sink.Seekable(new ForgettingChannel());
  }

  // --- Samples -----------------------------------------------------------------------------------

  private static void samples(Bench bench, TinyFrames video, long most)
      throws IOException, InterruptedException {
    MarkdownTable times =
        new MarkdownTable(
            "samples",
            "write PROGRESSIVE, ns each",
            "write FRAGMENTED, ns each",
            "walk tables, ns each",
            "walk fragments, ns each",
            "heap of a PROGRESSIVE muxer, KiB");
    MarkdownTable reading =
        new MarkdownTable(
            "samples",
            "open tables, ms",
            "seek, ms",
            "heap, KiB",
            "open listed fragments, ms",
            "seek, ms",
            "heap, KiB");
    Growth growth =
        new Growth("samples", "processor time, s")
            .series("write PROGRESSIVE", 1, LEAST_SECONDS)
            .series("write FRAGMENTED", 1, LEAST_SECONDS)
            .series("walk tables", 1, LEAST_SECONDS)
            .series("walk fragments", 1, LEAST_SECONDS)
            .series("heap of a muxer", 1, LEAST_HEAP)
            .series("open, tables", 0, LEAST_MILLIS)
            .series("open and seek, tables", 0, LEAST_MILLIS)
            .series("heap of a demuxer, tables", 0, LEAST_HEAP)
            .series("open, listed fragments", 0, LEAST_MILLIS)
            .series("open and seek, listed fragments", 0, LEAST_MILLIS)
            .series("heap of a demuxer, listed fragments", 0, LEAST_HEAP);
    for (long count = 1000; count <= most; count *= 10) {
      bench.progress(count + " samples");
      double[] written = write(bench, video, Layout.PROGRESSIVE, count);
      double fragmented = write(bench, video, Layout.FRAGMENTED, count)[0];
      Reading tables = reading(bench, SyntheticFile.Shape.TABLES, count);
      Reading fragments = reading(bench, SyntheticFile.Shape.LISTED_FRAGMENTS, count);
      growth.drawn("write PROGRESSIVE", count, written[0]);
      growth.drawn("write FRAGMENTED", count, fragmented);
      growth.drawn("walk tables", count, tables.walk());
      growth.drawn("walk fragments", count, fragments.walk());
      double heap = growth.add("heap of a muxer", count, written[1] / KIB);
      times.row(
          Long.toString(count),
          1e9 * written[0] / count,
          1e9 * fragmented / count,
          1e9 * tables.walk() / count,
          1e9 * fragments.walk() / count,
          heap);
      reading.row(
          Long.toString(count),
          growth.add("open, tables", count, tables.open()),
          growth.add("open and seek, tables", count, tables.seek()),
          growth.add("heap of a demuxer, tables", count, tables.heap() / KIB),
          growth.add("open, listed fragments", count, fragments.open()),
          growth.add("open and seek, listed fragments", count, fragments.seek()),
          growth.add("heap of a demuxer, listed fragments", count, fragments.heap() / KIB));
      bench.clear();
    }
    bench.report().table(times);
    bench.report().table(reading);
    growth.report(bench);
  }

  /** Seconds of processor time, and bytes that the muxer holds before it is closed. */
  private static double[] write(Bench bench, TinyFrames frames, Layout layout, long count)
      throws IOException, InterruptedException {
    double[] held = new double[1];
    long before = Warm.usedHeap();
    if (count >= ONCE) {
      Runnable look = () -> held[0] = Warm.usedHeap() - before;
      double cpu = Warm.cpu(() -> frames.write(nowhere(), layout, count, look));
      return new double[] {cpu, held[0]};
    }
    int tries = tries(bench, count);
    double cpu = Warm.leastCpu(tries, () -> frames.write(nowhere(), layout, count, () -> {}));
    frames.write(nowhere(), layout, count, () -> held[0] = Warm.usedHeap() - before);
    return new double[] {cpu, held[0]};
  }

  /**
   * What a file costs to be read.
   *
   * @param walk seconds for all samples
   * @param open milliseconds, with what there is to know of the movie
   * @param seek milliseconds, with opening it and reading a frame
   * @param heap bytes that the demuxer holds then
   */
  private record Reading(double walk, double open, double seek, double heap) {}

  private static Reading reading(Bench bench, SyntheticFile.Shape shape, long count)
      throws IOException, InterruptedException {
    Path file = bench.folder().resolve("out.many.mp4");
    new SyntheticFile(shape, count).write(file);
    Duration to =
        Duration.ofSeconds(count * 7 / 10 * SyntheticFile.DURATION / SyntheticFile.TIMESCALE);
    int tries = tries(bench, count);
    double walk =
        count < ONCE
            ? Warm.leastCpu(tries, () -> Warm.walk(file))
            : Warm.cpu(() -> Warm.walk(file));
    double open = 1000 * Warm.leastCpu(tries, () -> Warm.look(file));
    double seek = 1000 * Warm.leastCpu(tries, () -> Warm.seek(file, to));
    double heap = Warm.heapAfterSeek(file, to);
    Files.delete(file);
    return new Reading(walk, open, seek, heap);
  }

  // --- Tracks ------------------------------------------------------------------------------------

  private static void tracks(Bench bench, TinyFrames video, long frames)
      throws IOException, InterruptedException {
    MarkdownTable table =
        new MarkdownTable(
            "tracks",
            "write PROGRESSIVE, ns a frame",
            "heap of its muxer, KiB",
            "read tables, ns a frame",
            "write FRAGMENTED, ns a frame",
            "heap of its muxer, KiB",
            "read fragments, ns a frame");
    Growth growth =
        new Growth("tracks", "ns a frame")
            .series("write PROGRESSIVE", 0, 1)
            .series("read tables", 0, 1)
            .series("write FRAGMENTED", 0, 1)
            .series("read fragments", 0, 1)
            .series("heap of a PROGRESSIVE muxer", 1, LEAST_HEAP)
            .series("heap of a FRAGMENTED muxer", 1, LEAST_HEAP);
    for (int count = 1; count <= MOST_TRACKS; count *= 4) {
      bench.progress(count + " tracks");
      Object[] row = new Object[7];
      row[0] = Integer.toString(count);
      for (Layout layout : List.of(Layout.PROGRESSIVE, Layout.FRAGMENTED)) {
        int at = layout == Layout.PROGRESSIVE ? 1 : 4;
        double[] written = write(bench, video.on(count), layout, frames);
        Path file = bench.folder().resolve("out.tracks.mp4");
        video.on(count).write(new Sink.File(file), layout, frames, () -> {});
        double read = Warm.leastCpu(tries(bench, frames), () -> Warm.read(file));
        Files.delete(file);
        String reading = layout == Layout.PROGRESSIVE ? "read tables" : "read fragments";
        row[at] = 1e9 * written[0] / frames;
        row[at + 1] = growth.add("heap of a " + layout + " muxer", count, written[1] / KIB);
        row[at + 2] = 1e9 * read / frames;
        growth.drawn("write " + layout, count, 1e9 * written[0] / frames);
        growth.drawn(reading, count, 1e9 * read / frames);
      }
      table.row(row);
    }
    bench.report().table(table);
    growth.report(bench);
  }

  // --- Media time --------------------------------------------------------------------------------

  private static void time(Bench bench, TinyFrames video, long longest)
      throws IOException, InterruptedException {
    MarkdownTable table =
        new MarkdownTable(
            "seconds at 30 frames a second",
            "write HYBRID, ns a frame",
            "heap of its muxer, KiB",
            "read it closed, ns a frame",
            "open, seek, read a frame: ms");
    Growth growth =
        new Growth("seconds of media", "processor time, s")
            .series("write HYBRID", 1, LEAST_SECONDS)
            .series("read it closed", 1, LEAST_SECONDS)
            .series("heap of a HYBRID muxer", 0, LEAST_HEAP)
            .series("open and seek", 0, LEAST_MILLIS);
    Path file = bench.folder().resolve("out.time.mp4");
    TinyFrames bytes = video.of(1);
    for (long seconds : new long[] {1, 60, 3600, DAY, 30 * DAY}) {
      if (seconds > longest) {
        break;
      }
      long frames = seconds * RATE;
      bench.progress(seconds + " s of media");
      double[] held = new double[1];
      long before = Warm.usedHeap();
      Runnable look = () -> held[0] = Warm.usedHeap() - before;
      bytes.write(new Sink.File(file), Layout.HYBRID, Math.min(frames, FEW_SAMPLES), look);
      double write =
          Warm.leastCpu(
              tries(bench, frames),
              () -> {
                Files.deleteIfExists(file);
                bytes.write(
                    new Sink.File(file),
                    Layout.HYBRID,
                    frames,
                    frames > FEW_SAMPLES ? look : () -> {});
              });
      double read = Warm.leastCpu(tries(bench, frames), () -> Warm.read(file));
      Duration to = Duration.ofSeconds(seconds * 7 / 10);
      double seek = 1000 * Warm.leastCpu(tries(bench, frames), () -> Warm.seek(file, to));
      Files.delete(file);
      growth.drawn("write HYBRID", seconds, write);
      growth.drawn("read it closed", seconds, read);
      table.row(
          Long.toString(seconds),
          1e9 * write / frames,
          growth.add("heap of a HYBRID muxer", seconds, held[0] / KIB),
          1e9 * read / frames,
          growth.add("open and seek", seconds, seek));
    }
    bench.report().table(table);
    growth.report(bench);
  }

  // --- Sizes -------------------------------------------------------------------------------------

  private static void sizes(Bench bench, TinyFrames video, boolean all)
      throws IOException, InterruptedException {
    MarkdownTable table =
        new MarkdownTable(
            "frame, bytes",
            "frames",
            "write FRAGMENTED, us a frame",
            "write, MB/s",
            "times copying and summing",
            "heap of its muxer, KiB",
            "read a file of 4, us",
            "times reading and summing");
    Growth growth =
        new Growth("bytes of a frame", "us a frame")
            .drawing("write FRAGMENTED", 1e-3)
            .drawing("copy and sum the same", 1e-3)
            .drawing("read a file of 4", 1)
            .drawing("read and sum the same", 1)
            .series("write FRAGMENTED, times copying and summing", 0, LEAST_TIMES)
            .series("read a file of 4, times reading and summing", 0, LEAST_TIMES)
            .series("heap of a muxer", 1, LEAST_HEAP);
    int[] sizes = {1, 64, 4096, MIB / 4, 16 * MIB, 64 * MIB};
    Path file = bench.folder().resolve("out.sizes.mp4");
    for (int bytes : sizes) {
      if (!all && bytes > MIB) {
        break;
      }
      long total = all ? 256L * MIB : MIB;
      long frames = Math.max(FEW, Math.min(FEW_SAMPLES, total / bytes));
      bench.progress(frames + " frames of " + bytes + " bytes");
      TinyFrames large = video.of(bytes);
      double[] written = write(bench, large, Layout.FRAGMENTED, frames);
      large.write(new Sink.File(file), Layout.FRAGMENTED, FEW, () -> {});
      int tries = tries(bench, frames);
      double read = 1e6 * Warm.leastCpu(tries, () -> Warm.read(file));
      double plainRead = 1e6 * Warm.leastCpu(tries, () -> PlainBytes.read(file));
      Files.delete(file);
      double write = 1e6 * written[0] / frames;
      double copy = 1e6 * Warm.leastCpu(tries, () -> PlainBytes.copy(large, frames)) / frames;
      growth.drawn("write FRAGMENTED", bytes, write);
      growth.drawn("copy and sum the same", bytes, copy);
      growth.drawn("read a file of 4", bytes, read);
      growth.drawn("read and sum the same", bytes, plainRead);
      table.row(
          Integer.toString(bytes),
          Long.toString(frames),
          write,
          bytes * frames / Math.max(1e-3, written[0]) / 1e6,
          growth.add("write FRAGMENTED, times copying and summing", bytes, write / copy),
          growth.add("heap of a muxer", bytes, written[1] / KIB),
          read,
          growth.add("read a file of 4, times reading and summing", bytes, read / plainRead));
    }
    bench
        .report()
        .text(
            "The muxer copies each byte and sums it up for the seal of its fragment; opening a"
                + " recording proves its last seals, so reading one of four frames reads them all."
                + " Both are judged beside plain loops that do as much with the same bytes, which"
                + " the caches leave at the same sizes.");
    bench.report().table(table);
    growth.report(bench);
  }
}
