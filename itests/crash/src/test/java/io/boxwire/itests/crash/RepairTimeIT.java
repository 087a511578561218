package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairRequest;
import io.boxwire.itests.swaps.load.Film;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long it takes to repair a large recording that was cut: 2 GB at 4 Mbit/s, an hour of it. */
class RepairTimeIT {
  private static final long BYTES = Trial.FULL ? 2_000_000_000L : 100_000_000L;

  private static final Duration GOAL = Duration.ofSeconds(1);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"HYBRID", "FRAGMENTED"})
  void large_leftOpenAndCut_isRepairedInTime(String layout) throws Exception {
    Path file = folder.resolve("large.mp4");
    Process recording = Child.start(LargeRecording.class, List.of(), file, layout, BYTES);
    assertThat(Child.await(recording)).isZero();
    long left = Files.size(file);
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(left - 3L * LargeRecording.PICTURE_BYTES);
      // What the recording itself has not forced yet is not the repair's to wait for.
      cut.getFD().sync();
    }
    long begin = System.nanoTime();
    long worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    RepairReport report = Trial.repairer().repair(RepairRequest.of(file));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - worked;
    long pictures = report.samples().get(Film.VIDEO);
    Trial.say(
        layout
            + (" of " + left + " bytes, cut: " + pictures + " pictures, repaired in ")
            + (took.toMillis() + " ms, of them at work " + worked / 1_000_000 + " ms; ")
            + report.remarks());
    assertThat(report.outcome()).isEqualTo(RepairReport.Outcome.FINALISED);
    assertThat(pictures).isGreaterThan(BYTES / (LargeRecording.PICTURE_BYTES + 400) - 100);
    // A test shares its machine with others: what it waits for them is not the repair's.
    assertThat(Duration.ofNanos(worked)).isLessThan(GOAL);
  }
}
