package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.itests.benchmarks.harness.Bench;
import io.boxwire.itests.benchmarks.harness.Goal;
import io.boxwire.itests.benchmarks.harness.Interval;
import io.boxwire.itests.benchmarks.harness.Mark;
import io.boxwire.itests.benchmarks.harness.MarkdownTable;
import io.boxwire.itests.benchmarks.harness.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

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
    allocation(bench, whole);
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

  /** With pictures of about 1 KB, and as cameras send them: a payload's size is to make no odds. */
  private static void allocation(Bench bench, boolean whole)
      throws IOException, InterruptedException {
    Mark most = Mark.atMost(100);
    bench
        .report()
        .text(
            "Bytes on the heap that all threads allocate for a frame, 30 pictures to 25 blocks of"
                + " G.711, from the camera's frame to the file; without those for the frame itself.");
    MarkdownTable table =
        new MarkdownTable("recording, warm", "bytes a frame", "the camera's own", "mark");
    Map<String, Path> clips = new LinkedHashMap<>();
    clips.put("pictures of 1 KB", Clips.small(bench));
    clips.put("1080p30, 4 Mbit/s", Clips.video(bench));
    for (Map.Entry<String, Path> clip : clips.entrySet()) {
      FarmRun run =
          FarmRun.of(
              bench,
              clip.getValue(),
              new FarmRun.Plan(
                  Camera.Pace.FAST, 1, whole ? 10 : 1, whole ? 5 : 1, whole ? WARMING : 10));
      table.row(
          clip.getKey(),
          run.get("allocated"),
          run.get("allocatedByCamera"),
          most
              + ": "
              + bench
                  .report()
                  .judge(
                      Goal.LITTLE,
                      "a recording allocates for a frame, " + clip.getKey(),
                      "bytes",
                      Interval.exact(run.get("allocated")),
                      most));
    }
    bench.report().table(table);
  }
}
