package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Bench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A live camera in a process of its own, and when its frames were in the file.
 *
 * @param all how long each frame took, from the call that wrote it
 * @param own how long it took from the call that made its chunk complete
 * @param pauses of the garbage collector while it ran
 */
record LatencyRun(Distribution all, Distribution own, Distribution pauses) {
  private static final Pattern PAUSE = Pattern.compile("\\[(.*?)s\\].*Pause.* ([0-9.]+)ms");

  /**
   * What is run.
   *
   * @param chunkMillis the duration of a chunk; 0 for none
   * @param sound 1 if there is a track of sound as well
   * @param garbage megabytes a second that another thread throws away
   */
  record Plan(long chunkMillis, int sound, int garbage) {}

  /** Milliseconds, in their order. */
  static final class Distribution {
    private final double[] millis;

    Distribution(List<Double> values) {
      this.millis = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    int count() {
      return millis.length;
    }

    double ordered(int index) {
      return millis[index];
    }

    /** The value that a part of all is not above. */
    double at(double part) {
      return millis.length == 0
          ? 0
          : millis[Math.max(0, (int) Math.ceil(part * millis.length) - 1)];
    }

    double worst() {
      return at(1);
    }
  }

  /** Runs it, with options for its virtual machine. */
  static LatencyRun of(Bench bench, Path stream, Plan plan, int seconds, List<String> options)
      throws IOException, InterruptedException {
    Path log = bench.folder().resolve("out.gc.log");
    List<String> words = new ArrayList<>(options);
    words.add("-Xlog:gc:file=" + log + "::filecount=0");
    List<String> arguments = new ArrayList<>();
    arguments.add(stream.toString());
    arguments.add(bench.folder().resolve("out.latency.mp4").toString());
    for (long number : new long[] {plan.chunkMillis(), plan.sound(), plan.garbage(), seconds}) {
      arguments.add(Long.toString(number));
    }
    byte[] said = FarmRun.java(bench, words, LiveWriter.class, arguments).output();
    List<Double> all = new ArrayList<>();
    List<Double> own = new ArrayList<>();
    double[] measured = {0, 0};
    for (String line : new String(said, StandardCharsets.UTF_8).lines().toList()) {
      String[] numbers = line.split(" ");
      if (numbers[0].equals("uptime")) {
        measured[0] = Double.parseDouble(numbers[1]);
        measured[1] = Double.parseDouble(numbers[2]);
      } else {
        all.add(Double.parseDouble(numbers[0]));
        own.add(Double.parseDouble(numbers[1]));
      }
    }
    List<Double> pauses = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      Matcher pause = PAUSE.matcher(line);
      if (pause.find()) {
        double at = Double.parseDouble(pause.group(1));
        if (at >= measured[0] && at <= measured[1]) {
          pauses.add(Double.parseDouble(pause.group(2)));
        }
      }
    }
    Files.delete(log);
    return new LatencyRun(new Distribution(all), new Distribution(own), new Distribution(pauses));
  }
}
