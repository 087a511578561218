package io.boxwire.recorder.internal.configured;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a configured recording reports to be missing between two of its runs. */
class GapTest extends ConfiguredFixture {
  @Test
  void resumed_clockOfTheDeviceWentOn_isExact() {
    configure("pid", plan("front"));
    schedule.pass("10S");
    engine.last().writes("100S", "10S");
    engine.last().end(Optional.of("failed"));
    schedule.pass("3S");
    assertThat(gap()).as("nothing is written yet").isEmpty();
    engine.last().writes("113.5S", "0.1S");
    schedule.pass("0.4S");
    MediaEvent gap = gap().orElseThrow();
    assertThat(gap.message()).contains("3.500 s");
    assertThat(gap.frames()).hasValue(140);
  }

  @Test
  void resumed_deviceCountsAnew_isByTheClockOfTheSystem() {
    configure("pid", plan("front"));
    schedule.pass("10S");
    engine.last().writes("0S", "10S");
    engine.last().end(Optional.of("failed"));
    schedule.pass("5S");
    engine.last().writes("0S", "1S");
    schedule.pass("0.2S");
    assertThat(gap().orElseThrow().message()).contains("4.200 s");
    assertThat(gap().orElseThrow().frames()).isEmpty();
  }

  @Test
  void resumed_runWithoutAFrameBetween_isOneGap() {
    configure("pid", plan("front"));
    schedule.pass("10S");
    engine.last().writes("0S", "10S");
    engine.last().end(Optional.of("failed"));
    schedule.pass("1S");
    engine.last().end(Optional.of("failed"));
    schedule.pass("2S");
    engine.last().writes("0S", "0.1S");
    schedule.pass("0.1S");
    engine.last().end(Optional.of("failed"));
    assertThat(engine.events.stream().filter(e -> e.kind() == MediaEvent.Kind.GAP)).hasSize(1);
    assertThat(gap().orElseThrow().message()).contains("3.000 s");
  }

  @Test
  void began_bundleWasUpdated_reportsTheGap() {
    Path file = folder.resolve("ends.properties");
    ends = new RunEnds(Optional.of(file));
    makeRecordings();
    configure("pid", plan("front"));
    schedule.pass("10S");
    engine.last().writes("100S", "10S");
    recordings.close();
    assertThat(file.getParent()).isDirectoryContaining(file::equals);
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");

    ends = new RunEnds(Optional.of(file));
    makeRecordings();
    schedule.pass("2S");
    configure("pid", plan("front"));
    engine.last().writes("112S", "0.2S");
    schedule.pass("0.2S");
    assertThat(gap().orElseThrow().message()).contains("2.000 s");
    assertThat(gap().orElseThrow().frames()).hasValue(80);
  }

  @Test
  void began_configurationWasDeletedBefore_reportsNone() {
    RecordingConfigurations.Entry entry = configure("pid", plan("front"));
    schedule.pass("10S");
    engine.last().writes("100S", "10S");
    entry.remove(RecordingConfigurations.Removal.FOR_GOOD);
    configure("pid", plan("front"));
    engine.last().writes("112S", "1S");
    schedule.pass("1S");
    assertThat(gap()).isEmpty();
  }

  @Test
  void load_fileIsDamaged_goesOnWithoutIt() throws Exception {
    Path file = folder.resolve("ends.properties");
    Files.writeString(file, "pid=what\nother=9999999999999999999999 1 1 1\nbad=\\uzzzz\n");
    RunEnds read = new RunEnds(Optional.of(file));
    assertThat(read.of("pid")).isEmpty();
    assertThat(read.of("other")).isEmpty();
  }

  private static TrackSpan span(long seconds) {
    return TrackSpan.of(
        Duration.ZERO,
        Duration.ofSeconds(seconds),
        30 * seconds,
        Duration.ofSeconds(1).dividedBy(30));
  }

  /** As if this process were that which comes after one that was killed. */
  private void startAgain() {
    ends = new RunEnds(Optional.of(folder.resolve("ends.properties")));
    makeRecordings();
  }

  @Test
  void began_processWasKilled_gapIsFromTheEndOfItsFile() throws Exception {
    startAgain();
    configure("pid", plan("front"));
    Path file = Files.createFile(folder.resolve("cut.mp4"));
    engine.last().begins(file, span(100), span(100));

    startAgain();
    Files.setLastModifiedTime(file, FileTime.from(schedule.now()));
    engine.content =
        Optional.of(
            new FakeContent()
                .track(TrackFormat.video("h264", 90_000).size(16, 16), 300, 3000, 0)
                .track(TrackFormat.audio("g711u", 8000, 1), 100, 800, 0));
    schedule.pass("3S");
    configure("pid", plan("front"));
    engine.last().writes("113.5S", "0.1S");
    schedule.pass("0.4S");
    assertThat(gap().orElseThrow().message()).contains("3.500 s");
    assertThat(gap().orElseThrow().frames()).hasValue(140);
  }

  @Test
  void began_processWasKilledAndNobodyReadsItsFile_gapIsByTheClockOfTheSystem() throws Exception {
    startAgain();
    configure("pid", plan("front"));
    Path file = Files.createFile(folder.resolve("cut.mp4"));
    engine.last().begins(file, span(100), span(100));

    startAgain();
    Files.setLastModifiedTime(file, FileTime.from(schedule.now()));
    schedule.pass("5S");
    configure("pid", plan("front"));
    engine.last().writes("0S", "1S");
    schedule.pass("0.2S");
    assertThat(gap().orElseThrow().message()).contains("for about 4.200 s");
    assertThat(gap().orElseThrow().frames()).isEmpty();
  }

  @Test
  void began_runEndedInOrder_itsFileIsOfNoInterest() throws Exception {
    startAgain();
    configure("pid", plan("front"));
    engine.last().begins(folder.resolve("whole.mp4"), span(100), span(100));
    recordings.close();
    assertThat(ends.openFile("pid")).isEmpty();
    assertThat(ends.of("pid")).isPresent();
  }
}
