package io.boxwire.itests.benchmarks.cameras;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.boxwire.itests.benchmarks.harness.Command;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this process has used up to a moment.
 *
 * @param nanos when
 * @param frames frames that the cameras delivered
 * @param cpuNanos processor time, user and system
 * @param allocated bytes on the heap, by all threads but the one that asks
 * @param byCameras bytes of those for the frames themselves
 * @param threads that run
 * @param collections of garbage
 * @param collectionMillis how long those took
 */
record Usage(
    long nanos,
    long frames,
    long cpuNanos,
    long allocated,
    long byCameras,
    int threads,
    long collections,
    long collectionMillis) {

  static Usage now(Camera.Account account) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      allocated += Math.max(0, bytes);
    }
    // This thread only waits and looks how much memory there is.
    allocated -= threads.getCurrentThreadAllocatedBytes();
    long collections = 0;
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += collector.getCollectionCount();
      millis += collector.getCollectionTime();
    }
    return new Usage(
        System.nanoTime(),
        account.frames(),
        system.getProcessCpuTime(),
        allocated,
        account.allocated(),
        threads.getThreadCount(),
        collections,
        millis);
  }

  /** What was used since another moment, and what is in use now. */
  Map<String, Double> since(Usage before) {
    double each = Math.max(1, frames - before.frames);
    Map<String, Double> figures = new TreeMap<>();
    figures.put("seconds", (nanos - before.nanos) / 1e9);
    figures.put("frames", each);
    figures.put("cpuSeconds", (cpuNanos - before.cpuNanos) / 1e9);
    figures.put("allocatedByCamera", (byCameras - before.byCameras) / each);
    figures.put("allocated", (allocated - before.allocated - byCameras + before.byCameras) / each);
    figures.put("collections", (double) collections - before.collections);
    figures.put("collectionMillis", (double) collectionMillis - before.collectionMillis);
    figures.put("threads", (double) threads);
    figures.put("residentMegabytes", Command.residentPeak(ProcessHandle.current().pid()) / 1e6);
    return figures;
  }
}
