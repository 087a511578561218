package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.itests.swaps.load.Film;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files may only have a certain size, as on memory cards: the recording goes on in the next file,
 * and no frame is missing between them.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileLimitIT {
  private static final int KIBIBYTES = 1024;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void file_isAsLargeAsItMayBe_nextOneGoesOn(Layout layout) throws Exception {
    String[] report = record(layout);
    List<Path> files = files();
    Trial.say(layout + ", files of 1 MiB at most: " + files.size() + ", " + List.of(report));
    Shown shown = Shown.of(Trial.boxwire(), LimitedRecording.camera().film(), files);
    assertThat(report[2]).isEqualTo("all recorded");
    assertThat(report[1]).as("frames said to be missing").isEqualTo("0");
    assertThat(shown.frames()).isEqualTo(Long.parseLong(report[0]));
    assertThat(files.size()).isGreaterThan(2);
    for (Path file : files) {
      Reading reading = new FfprobeReader().read(file);
      assertThat(reading.complaint()).isEmpty();
      assertThat(reading.opened()).isTrue();
      assertThat(Files.size(file)).isLessThanOrEqualTo(KIBIBYTES * 1024L);
    }
  }

  /** Its last samples make room for the index: what that costs is told to the frame. */
  @Test
  void file_progressiveIsAsLargeAsItMayBe_whatItGivesUpIsTold() throws Exception {
    String[] report = record(Layout.PROGRESSIVE);
    List<Path> files = files();
    Trial.say("PROGRESSIVE, files of 1 MiB at most: " + files.size() + ", " + List.of(report));
    assertThat(report[2]).isEqualTo("all recorded");
    long shown = 0;
    for (Path file : files) {
      Reading reading = new FfprobeReader().read(file);
      assertThat(reading.complaint()).isEmpty();
      shown += reading.count(Film.VIDEO) + reading.count(Film.AUDIO);
    }
    assertThat(shown + Long.parseLong(report[1])).isEqualTo(Long.parseLong(report[0]));
    assertThat(files.size()).isGreaterThan(2);
  }

  private String[] record(Layout layout) throws Exception {
    Process child =
        Child.start(
            List.of("bash", "-c", "ulimit -f " + KIBIBYTES + "; exec \"$@\"", "bash"),
            LimitedRecording.class,
            List.of(),
            folder.resolve("out.mp4"),
            layout);
    assertThat(Child.await(child)).isZero();
    return Files.readString(folder.resolve("report.tsv")).strip().split("\t");
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return Shown.inOrder(all.filter(file -> file.toString().endsWith(".mp4")));
    }
  }
}
