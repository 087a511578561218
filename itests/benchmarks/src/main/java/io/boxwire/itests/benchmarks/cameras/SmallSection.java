package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Goal;
import io.boxwire.itests.benchmarks.harness.Interval;
import io.boxwire.itests.benchmarks.harness.Mark;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import io.boxwire.itests.benchmarks.harness.Section;
import java.io.IOException;

/** What a recording leaves to the garbage collector, and four cameras in a heap of 32 MB. */
public final class SmallSection implements Section {
  private static final int WARMING = 30_000;
  private static final int MEDIA = 600;

  @Override
  public String name() {
    return "small";
  }

  @Override
  public String title() {
    return "allocation of a recording, and four cameras with -Xmx32m";
  }

  @Override
  public void run(Bench bench) throws IOException, InterruptedException {
    boolean whole = bench.options().pairs() >= 3;
    Mark most = Mark.atMost(100);
    FarmRun one =
        FarmRun.of(
            bench,
            Clips.small(bench),
            new FarmRun.Plan(
                Camera.Pace.FAST, 1, whole ? 10 : 1, whole ? 5 : 1, whole ? WARMING : 100));
    bench
        .report()
        .text(
            "Bytes on the heap that all threads allocate for a frame, 30 pictures to 25 blocks of"
                + " G.711, from the camera's frame to the file; without those for the frame itself.");
    bench
        .report()
        .table(
            new MarkdownTable("", "bytes a frame", "the camera's own", "mark")
                .row(
                    "recording, warm",
                    one.get("allocated"),
                    one.get("allocatedByCamera"),
                    most
                        + ": "
                        + bench
                            .report()
                            .judge(
                                Goal.LITTLE,
                                "a recording allocates for a frame",
                                "bytes",
                                Interval.exact(one.get("allocated")),
                                most)));
    FarmRun four =
        FarmRun.of(
            bench,
            Clips.video(bench),
            new FarmRun.Plan(Camera.Pace.TO_THE_END, 4, 0, whole ? MEDIA : 2, 0),
            "-Xmx32m",
            "-XX:+UseSerialGC");
    bench
        .report()
        .table(
            new MarkdownTable(
                    "-Xmx32m",
                    "minutes of media",
                    "times real time",
                    "resident MB",
                    "collections",
                    "GC, part of time",
                    "CPU s per camera-hour")
                .row(
                    "4 cameras",
                    four.cameraSeconds() / 4 / 60,
                    four.cameraSeconds() / 4 / four.get("seconds"),
                    four.get("residentMegabytes"),
                    four.get("collections"),
                    four.get("collectionMillis") / 1000 / four.get("seconds"),
                    four.cpuMillis() * 3.6));
  }
}
