package io.boxwire.itests.benchmarks.cameras;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The memory of the machine, as far as it is free: processes, recordings and, in a folder that lies
 * in memory, their files take it, and where it is used up the kernel ends somebody.
 */
final class Room {
  /** What is left to the others. */
  static final double LEFT = 2.5e9;

  private static final long LOOK_MILLIS = 100;

  private Room() {}

  /** How much can be taken, in bytes. */
  static double free() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      if (line.startsWith("MemAvailable:")) {
        return 1024.0 * Long.parseLong(line.replaceAll("\\D", "")) - LEFT;
      }
    }
    throw new IOException("/proc/meminfo does not tell MemAvailable");
  }

  /**
   * Waits for a time.
   *
   * @return whether there was room all the time; if not, it returns at once
   */
  static boolean lasts(double seconds) throws IOException, InterruptedException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (free() > 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return true;
      }
      Thread.sleep(Math.min(left, LOOK_MILLIS));
    }
    return false;
  }
}
