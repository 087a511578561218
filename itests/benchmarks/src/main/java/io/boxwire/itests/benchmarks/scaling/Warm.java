package io.boxwire.itests.benchmarks.scaling;

import com.sun.management.OperatingSystemMXBean;
import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;

/** What sections do inside this virtual machine. */
final class Warm {
  static final Boxwire BOXWIRE = Boxwire.load(Warm.class.getClassLoader());

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final double SHORTEST = 0.1;
  private static final int MOST_REPETITIONS = 5000;

  /** Something to be measured. */
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  private Warm() {}

  static Demuxer open(Path file) throws IOException {
    return BOXWIRE.demuxers().open(new Source.File(file), DemuxerOptions.of(PayloadForm.STORED));
  }

  /** Walks all samples of the first track, and says how many there are. */
  static long walk(Path file) throws IOException {
    try (Demuxer demuxer = open(file)) {
      SampleCursor cursor = demuxer.samples(1);
      long samples = 0;
      while (cursor.next()) {
        samples++;
      }
      return samples;
    }
  }

  /** Reads all frames; stored payloads stay in the file. */
  static void read(Path file) throws IOException {
    try (Demuxer demuxer = open(file)) {
      while (demuxer.read().isPresent()) {
        // That they come is all that is asked.
      }
    }
  }

  /** Opens a file and looks at what is in it. */
  static void look(Path file) throws IOException {
    try (Demuxer demuxer = open(file)) {
      demuxer.movie();
    }
  }

  /** Bytes that a demuxer holds which knows the movie and has read a frame behind a seek. */
  static long heapAfterSeek(Path file, Duration to) throws IOException {
    long before = usedHeap();
    try (Demuxer demuxer = open(file)) {
      demuxer.movie();
      demuxer.seek(to);
      demuxer.read().orElseThrow();
      return usedHeap() - before;
    }
  }

  /** Opens a file, seeks, and reads a frame. */
  static void seek(Path file, Duration to) throws IOException {
    try (Demuxer demuxer = open(file)) {
      demuxer.seek(to);
      demuxer.read().orElseThrow();
    }
  }

  /** Seconds of processor time that a piece of work takes, its threads and collections included. */
  static double cpu(Work work) throws IOException, InterruptedException {
    long before = SYSTEM.getProcessCpuTime();
    work.run();
    return (SYSTEM.getProcessCpuTime() - before) / 1e9;
  }

  /**
   * The least of several tries, since what else the processors do only ever adds. Short work is
   * repeated, for longer where there are more tries: systems count processor time in hundredths of
   * a second.
   */
  static double leastCpu(int tries, Work work) throws IOException, InterruptedException {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < tries; i++) {
      double spent = 0;
      int times = 0;
      while (spent < tries * SHORTEST && times < MOST_REPETITIONS) {
        spent += cpu(work);
        times++;
      }
      least = Math.min(least, spent / times);
    }
    return least;
  }

  /** Bytes that are in use in the heap after a collection. */
  static long usedHeap() {
    // The first ends what only finalisation and reference queues hold.
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
