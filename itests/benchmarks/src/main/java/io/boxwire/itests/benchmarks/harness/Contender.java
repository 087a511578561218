package io.boxwire.itests.benchmarks.harness;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * Something that does a job.
 *
 * @param name as it stands in tables
 * @param job the job, which can be done any number of times
 */
public record Contender(String name, Job job) {
  private static final double NANOS = 1e9;

  /** Something that can be measured. */
  @FunctionalInterface
  public interface Job {
    /** Does it once, and tells what it took. */
    Sample run() throws IOException, InterruptedException;
  }

  /** Something to do. */
  @FunctionalInterface
  public interface Work {
    /** Does it once. */
    void run() throws IOException, InterruptedException;
  }

  /**
   * Work inside this virtual machine. Its processor time is that of the whole process, so that
   * compiling and collecting count; the garbage of those before it is collected off the clock.
   *
   * @param name as it stands in tables
   * @param before what makes room for it, off the clock
   * @param work what is timed
   */
  public static Contender inProcess(String name, Work before, Work work) {
    return new Contender(
        name,
        () -> {
          before.run();
          System.gc();
          var process =
              (com.sun.management.OperatingSystemMXBean)
                  ManagementFactory.getOperatingSystemMXBean();
          long cpu = process.getProcessCpuTime();
          long start = System.nanoTime();
          work.run();
          double wall = (System.nanoTime() - start) / NANOS;
          return new Sample(wall, (process.getProcessCpuTime() - cpu) / NANOS);
        });
  }

  /**
   * A process.
   *
   * @param name as it stands in tables
   * @param before what makes room for it, off the clock
   * @param command what is timed
   */
  public static Contender process(String name, Work before, Command command) {
    return new Contender(
        name,
        () -> {
          before.run();
          return command.timed();
        });
  }
}
