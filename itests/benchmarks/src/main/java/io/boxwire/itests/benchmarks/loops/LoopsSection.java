package io.boxwire.itests.benchmarks.loops;

import io.boxwire.itests.benchmarks.harness.BarChart;
import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Goal;
import io.boxwire.itests.benchmarks.harness.Interval;
import io.boxwire.itests.benchmarks.harness.Mark;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import io.boxwire.itests.benchmarks.harness.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The inner loops, and what a frame allocates on its way through the muxer. */
public final class LoopsSection implements Section {
  private static final double GIGA = 1e9;
  private static final double MEGA = 1e6;
  private static final Mark ALLOCATED = Mark.atMost(100);

  @Override
  public String name() {
    return "loops";
  }

  @Override
  public String title() {
    return "inner loops, and allocation a frame";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    search(bench);
    framing(bench);
    sound(bench);
    checksums(bench);
    allocation(bench);
  }

  private static void search(Bench bench) throws IOException, InterruptedException {
    MarkdownTable table = new MarkdownTable("search of 4 MiB of H.264", "where", "GB/s");
    BarChart chart = new BarChart("Search for start codes, and other searches", "GB/s");
    for (Jmh.Outcome outcome : Jmh.speed(bench, StartCodeBenchmark.class)) {
      String memory = outcome.parameter("memory");
      boolean ofArrays = !outcome.method().equals("find") && !outcome.method().equals("byteByByte");
      if (ofArrays && memory.equals("direct")) {
        continue;
      }
      Interval speed = scaled(outcome.unitsPerSecond(), GIGA);
      String what =
          switch (outcome.method()) {
            case "find" -> "Boxwire: start codes";
            case "byteByByte" -> "byte by byte: start codes";
            case "indexOf" -> "String.indexOf: an absent byte";
            case "mismatch" -> "Arrays.mismatch: a copy";
            default -> outcome.method();
          };
      table.row(what, memory, speed);
      bench.report().figure(Goal.LOOPS, what + ", " + memory, "GB/s", speed);
      chart.bar(what, memory, speed);
    }
    try {
      for (Map.Entry<String, List<Double>> loop : Yardstick.measure(bench).entrySet()) {
        Interval speed =
            scaled(
                Interval.ofMedian(
                    loop.getValue().stream().mapToDouble(Double::doubleValue).toArray()),
                GIGA);
        String what =
            switch (loop.getKey()) {
              case "memchr" -> "C memchr: an absent byte";
              case "start-codes-by-memchr" -> "C memchr: start codes";
              case "start-codes-by-memmem" -> "C memmem: start codes";
              default -> loop.getKey();
            };
        table.row(what, "C", speed);
        bench.report().figure(Goal.LOOPS, what, "GB/s", speed);
        chart.bar(what, "C", speed);
      }
    } catch (IOException e) {
      bench.report().text("Without the C library's `memchr` and `memmem`: " + e.getMessage());
    }
    bench.report().text("Medians of " + bench.options().pairs() + " iterations, 95 % intervals.");
    bench.report().table(table);
    bench.report().chart("search", chart.svg());
  }

  private static void framing(Bench bench) throws IOException {
    MarkdownTable table =
        new MarkdownTable("framing", "codec", "mean frame, bytes", "GB/s of media");
    for (Jmh.Outcome outcome : Jmh.speed(bench, FramingBenchmark.class)) {
      String what =
          outcome.method().equals("toLengths")
              ? "start codes to lengths (packetizer)"
              : "lengths to start codes, in place, and back";
      String codec = outcome.parameter("codec");
      Interval speed = scaled(outcome.unitsPerSecond(), GIGA);
      table.row(what, codec, "" + Clip.of(codec, 1).meanFrame(), speed);
      bench.report().figure(Goal.LOOPS, what + ", " + codec, "GB/s", speed);
    }
    bench.report().table(table);
  }

  private static void sound(Bench bench) throws IOException {
    MarkdownTable table =
        new MarkdownTable("G.711", "law", "million samples/s", "channels of 8 kHz");
    for (Jmh.Outcome outcome : Jmh.speed(bench, G711Benchmark.class)) {
      Interval speed = outcome.unitsPerSecond();
      String law = outcome.parameter("law").equals("g711a") ? "A" : "mu";
      table.row(outcome.method(), law, scaled(speed, MEGA), "" + (long) (speed.median() / 8000));
      String what = "G.711, " + law + "-law: " + outcome.method();
      bench.report().figure(Goal.LOOPS, what, "million samples/s", scaled(speed, MEGA));
    }
    bench.report().table(table);
  }

  private static void checksums(Bench bench) throws IOException {
    MarkdownTable table = new MarkdownTable("write FRAGMENTED", "GB/s of media");
    for (Jmh.Outcome outcome : Jmh.speed(bench, SealBenchmark.class)) {
      String what = outcome.parameter("checksum") + " a checksum of each fragment";
      Interval speed = scaled(outcome.unitsPerSecond(), GIGA);
      table.row(what, speed);
      bench.report().figure(Goal.LOOPS, "write FRAGMENTED " + what, "GB/s", speed);
    }
    bench
        .report()
        .text(
            "A checksum (CRC-32C) is computed where fragments are forced to storage, to prove them"
                + " after a power cut: in recordings, and unless a caller asks for no durability."
                + " The commands that mux and remux compute none, and nothing computes SHA or MD5"
                + " but `frames --hash`.");
    bench.report().table(table);
  }

  private static void allocation(Bench bench) throws IOException {
    MarkdownTable table =
        new MarkdownTable(
            "bytes in a frame",
            "slices",
            "layout",
            "payload",
            "allocated, bytes a frame",
            "mark",
            "verdict");
    List<Jmh.Outcome> outcomes = new ArrayList<>(steadyWrite(bench, Map.of()));
    outcomes.addAll(steadyWrite(bench, Map.of("slices", "4", "size", "20000")));
    for (Jmh.Outcome outcome : outcomes) {
      Interval allocated = outcome.allocated();
      table.row(
          outcome.parameter("size"),
          outcome.parameter("slices"),
          outcome.parameter("layout").toLowerCase(Locale.ROOT),
          outcome.parameter("ownership"),
          allocated,
          ALLOCATED,
          bench
              .report()
              .judge(
                  Goal.LITTLE,
                  "Muxer.write allocates: "
                      + outcome.parameter("size")
                      + " bytes, slices "
                      + outcome.parameter("slices")
                      + ", "
                      + outcome.parameter("layout").toLowerCase(Locale.ROOT)
                      + ", "
                      + outcome.parameter("ownership"),
                  "bytes a frame",
                  allocated,
                  ALLOCATED));
    }
    bench
        .report()
        .text(
            "What `Muxer.write` allocates in steady state, by JMH's gc profiler; the frame itself is"
                + " the caller's. A hybrid file is written as a fragmented one until it is closed.");
    bench.report().table(table);
  }

  private static List<Jmh.Outcome> steadyWrite(Bench bench, Map<String, String> parameters)
      throws IOException {
    int most = SteadyWriteBenchmark.BATCHES - SteadyWriteBenchmark.WARMUPS;
    return Jmh.allocation(bench, SteadyWriteBenchmark.class, most, parameters);
  }

  private static Interval scaled(Interval interval, double unit) {
    return new Interval(interval.median() / unit, interval.low() / unit, interval.high() / unit);
  }
}
