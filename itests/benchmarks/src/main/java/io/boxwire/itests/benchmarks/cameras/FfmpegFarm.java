package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Command;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * As many processes of ffmpeg as there are cameras, each of which copies one live stream of the
 * same pictures and blocks into a file of fragments of a second. The file is MOV's, since ffmpeg
 * puts no A-law into MP4; it is not forced to storage.
 */
final class FfmpegFarm {
  private static final long APART_MILLIS = 20;

  private FfmpegFarm() {}

  /**
   * What it took.
   *
   * @param cpuMillis processor time for a second of one camera
   * @param megabytes resident, for one camera
   * @param part how much of the media that was due in that time came into the files
   */
  record Result(double cpuMillis, double megabytes, double part) {}

  static Result run(Bench bench, Path input, int cameras, int before, int seconds)
      throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < cameras; i++) {
        processes.add(start(command(bench, input, i)));
        Thread.sleep(APART_MILLIS);
      }
      Thread.sleep(TimeUnit.SECONDS.toMillis(before));
      long from = System.nanoTime();
      long bytesBefore = bytes(bench, cameras);
      long cpuBefore = cpuNanos(processes);
      Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
      double passed = (System.nanoTime() - from) / 1e9;
      double cpu = (cpuNanos(processes) - cpuBefore) / 1e6;
      double part =
          (bytes(bench, cameras) - bytesBefore) / (Clips.bytesPerSecond(input) * passed * cameras);
      double resident = 0;
      for (Process process : processes) {
        resident += Command.residentPeak(process.pid()) / 1e6;
      }
      return new Result(cpu / passed / cameras, resident / cameras, part);
    } finally {
      for (Process process : processes) {
        process.destroyForcibly();
        process.waitFor();
      }
      bench.clear();
    }
  }

  private static long bytes(Bench bench, int cameras) throws IOException {
    long bytes = 0;
    for (int i = 0; i < cameras; i++) {
      bytes += Files.size(bench.folder().resolve(name(i)));
    }
    return bytes;
  }

  private static String name(int number) {
    return "out-ffmpeg-" + number + ".mov";
  }

  private static Command command(Bench bench, Path input, int number) {
    return bench
        .programs()
        .ffmpeg("-re", "-stream_loop", "-1", "-i", input.toString(), "-c", "copy", "-f", "mov")
        .and("-movflags", "+hybrid_fragmented", "-frag_duration", "1000000")
        .and(name(number));
  }

  private static Process start(Command command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command.words()).directory(command.folder().toFile());
    builder.environment().putAll(command.environment());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The time that all threads have run, which the kernel counts to the nanosecond. */
  private static long cpuNanos(List<Process> processes) throws IOException {
    long nanos = 0;
    for (Process process : processes) {
      Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
        for (Path thread : threads) {
          String spent = Files.readString(thread.resolve("schedstat")).split(" ")[0];
          nanos += Long.parseLong(spent);
        }
      }
    }
    return nanos;
  }
}
