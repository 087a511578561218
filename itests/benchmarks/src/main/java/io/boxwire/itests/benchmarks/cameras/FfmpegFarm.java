package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Command;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * As many processes of ffmpeg as there are cameras, each of which copies one live stream of the
 * same pictures and blocks into a file of fragments of a second. The file is MOV's, since ffmpeg
 * puts no A-law into MP4; it is not forced to storage.
 */
final class FfmpegFarm {
  private static final double APART_SECONDS = 0.02;
  private static final double LOOK_SECONDS = 0.2;

  /** In so many parts, at even intervals of a second, they go on. */
  private static final int PARTS = 20;

  /** Each ends by itself then, should nobody be there any more to end it. */
  private static final String LONGEST_SECONDS = "300";

  private FfmpegFarm() {}

  /**
   * What it took.
   *
   * @param cpuMillis processor time for a second of media that came into the files
   * @param megabytes resident, for one camera
   * @param part how much of the media that was due in that time came into the files
   * @param room whether there was memory enough all the time; the rest means nothing if not
   */
  record Result(double cpuMillis, double megabytes, double part, boolean room) {
    private static final Result NO_ROOM = new Result(0, 0, 0, false);
  }

  static Result run(Bench bench, Path input, int cameras, int before, int seconds)
      throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    try {
      if (!begin(bench, input, cameras, processes)) {
        return Result.NO_ROOM;
      }
      giveBack(bench, cameras);
      goOn(processes);
      if (!Room.lasts(before)) {
        return Result.NO_ROOM;
      }
      long from = System.nanoTime();
      long[] sizesBefore = sizes(bench, cameras);
      long cpuBefore = cpuNanos(processes);
      boolean room = Room.lasts(seconds);
      double passed = (System.nanoTime() - from) / 1e9;
      long[] sizes = sizes(bench, cameras);
      double cpu = (cpuNanos(processes) - cpuBefore) / 1e6;
      double written = 0;
      for (int i = 0; i < cameras; i++) {
        // One that has written nothing since its file was emptied has not kept up at all.
        written += sizesBefore[i] == 0 ? 0 : sizes[i] - sizesBefore[i];
      }
      double media = written / Clips.bytesPerSecond(input);
      double resident = 0;
      for (Process process : processes) {
        resident += Command.residentPeak(process.pid()) / 1e6;
      }
      return new Result(cpu / media, resident / cameras, media / passed / cameras, room);
    } finally {
      // All are told before one is waited for: as long as one lives, it takes more memory.
      processes.forEach(Process::destroyForcibly);
      for (Process process : processes) {
        process.waitFor();
      }
      bench.clear();
    }
  }

  private static long[] sizes(Bench bench, int cameras) throws IOException {
    long[] sizes = new long[cameras];
    for (int i = 0; i < cameras; i++) {
      sizes[i] = Files.size(bench.folder().resolve(name(i)));
    }
    return sizes;
  }

  /**
   * Begins all processes. To begin one takes more time of a processor than it records with in ten
   * seconds; so each is stopped as soon as it writes, until all do.
   *
   * @return whether there was room enough for that
   */
  private static boolean begin(Bench bench, Path input, int cameras, List<Process> processes)
      throws IOException, InterruptedException {
    int stopped = 0;
    while (stopped < cameras) {
      if (processes.size() < cameras) {
        processes.add(start(command(bench, input, processes.size())));
      }
      int writing = stopped;
      while (writing < processes.size() && writes(bench, processes.get(writing), writing)) {
        writing++;
      }
      signal("STOP", processes.subList(stopped, writing));
      stopped = writing;
      if (!Room.lasts(processes.size() < cameras ? APART_SECONDS : LOOK_SECONDS)) {
        return false;
      }
    }
    return true;
  }

  private static boolean writes(Bench bench, Process process, int number) throws IOException {
    Path file = bench.folder().resolve(name(number));
    if (!process.isAlive()) {
      throw new IOException("ffmpeg ended with status " + process.exitValue());
    }
    return Files.exists(file) && Files.size(file) > 0;
  }

  /** Has all go on, not at the same moment: cameras do not take their pictures together. */
  private static void goOn(List<Process> processes) throws IOException, InterruptedException {
    int size = processes.size();
    for (int i = 0; i < PARTS; i++) {
      signal("CONT", processes.subList(i * size / PARTS, (i + 1) * size / PARTS));
      Thread.sleep(1000 / PARTS);
    }
  }

  private static void signal(String name, List<Process> processes)
      throws IOException, InterruptedException {
    if (processes.isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>(List.of("sh", "-c", "kill -\"$0\" \"$@\"", name));
    processes.forEach(process -> words.add(Long.toString(process.pid())));
    int status = new ProcessBuilder(words).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("the processes can't be told to " + name);
    }
  }

  /**
   * Gives back the room of what each has recorded before it was stopped. It goes on where it is in
   * its file, and never reads there.
   */
  private static void giveBack(Bench bench, int cameras) throws IOException {
    for (int i = 0; i < cameras; i++) {
      Path file = bench.folder().resolve(name(i));
      if (Files.exists(file)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(0);
        }
      }
    }
  }

  private static String name(int number) {
    return "out-ffmpeg-" + number + ".mov";
  }

  private static Command command(Bench bench, Path input, int number) {
    return bench
        .programs()
        .ffmpeg("-re", "-stream_loop", "-1", "-i", input.toString(), "-c", "copy", "-f", "mov")
        // Else it writes blocks of 256 KiB, by which no part of a few seconds can be told.
        .and("-flush_packets", "1")
        .and("-movflags", "+hybrid_fragmented", "-frag_duration", "1000000", "-t", LONGEST_SECONDS)
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
