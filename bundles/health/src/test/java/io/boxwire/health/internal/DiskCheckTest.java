package io.boxwire.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import io.boxwire.health.internal.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskCheckTest {
  private static final long GIBI = 1L << 30;
  private static final DiskCheck.Limits LIMITS =
      new DiskCheck.Limits(
          GIBI, Duration.ofMinutes(10), Duration.ofMillis(500), Duration.ofSeconds(2));

  private static DiskCheck with(long usableBytes) {
    return new DiskCheck(LIMITS, folder -> new Disk.Space("store", usableBytes));
  }

  private static RecordingStatus writing(String name, long bytes, Duration time) {
    return Statuses.of(
        name, State.RUNNING, RecordingStatistics.builder().written(1, 0, bytes, time));
  }

  private static RecordingStatus slow(long millis) {
    return Statuses.of(
        "one",
        State.RUNNING,
        RecordingStatistics.builder().writing(Duration.ofMillis(millis), Optional.empty()));
  }

  private static Finding space(List<Finding> findings) {
    return findings.stream().filter(f -> f.message().contains("MiB are free")).findFirst().get();
  }

  @Test
  void roomEnough_isOkAndSaysForHowLong() {
    // 1 MiB a second.
    List<Finding> findings =
        with(2 * GIBI).check(List.of(writing("one", 60 << 20, Duration.ofMinutes(1))));
    assertThat(space(findings))
        .isEqualTo(Finding.ok("2048 MiB are free for /recordings, enough for 34 minutes"));
  }

  @Test
  void lessThanTheLeastRoom_isCritical() {
    assertThat(space(with(GIBI - 1).check(List.of(Statuses.of("one", State.OPEN)))))
        .isEqualTo(Finding.critical("1023 MiB are free for /recordings"));
  }

  @Test
  void lessThanTheLeastTime_byAllThatShareTheStore_isCritical() {
    RecordingStatus one = writing("one", 120 << 20, Duration.ofMinutes(1));
    RecordingStatus two = writing("two", 120 << 20, Duration.ofMinutes(1));
    assertThat(space(with(2 * GIBI).check(List.of(one))).level()).isEqualTo(Level.OK);
    List<Finding> both = with(2 * GIBI).check(List.of(one, two));
    assertThat(space(both))
        .isEqualTo(Finding.critical("2048 MiB are free for /recordings, enough for 8 minutes"));
    assertThat(both).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"0,OK", "500,OK", "501,WARN", "2000,WARN", "2001,CRITICAL"})
  void longestWrite_isJudged(long millis, Level level) {
    assertThat(with(2 * GIBI).check(List.of(slow(millis))))
        .contains(new Finding(level, "one: a frame took up to " + millis + " ms to be written"));
  }

  @Test
  void folderIsGone_isCritical() {
    DiskCheck check =
        new DiskCheck(
            LIMITS,
            folder -> {
              throw new IOException("no such folder");
            });
    assertThat(check.check(List.of(Statuses.of("one", State.RUNNING))))
        .anyMatch(f -> f.level() == Level.CRITICAL && f.message().contains("can't be used"));
  }

  @ParameterizedTest
  @CsvSource({"OPEN,OK", "WAITING,OK", "RUNNING,CRITICAL", "FAILED,CRITICAL"})
  void folderIsNotThere_isCriticalUnlessItIsStillToBeMade(State state, Level level) {
    DiskCheck check =
        new DiskCheck(
            LIMITS,
            folder -> {
              if (folder.getParent() != null) {
                throw new NoSuchFileException(folder.toString());
              }
              return new Disk.Space("store", 2 * GIBI);
            });
    assertThat(check.check(List.of(Statuses.of("one", state))))
        .filteredOn(f -> f.message().contains("/recordings"))
        .extracting(Finding::level)
        .containsExactly(level);
  }

  @Test
  void localDisk_tellsTheRoomOfAFolder(@TempDir Path folder) throws IOException {
    Disk.Space space = Disk.LOCAL.of(folder);
    assertThat(space.usableBytes()).isPositive();
    assertThat(Disk.LOCAL.of(Files.createDirectory(folder.resolve("inner"))).store())
        .isEqualTo(space.store());
  }
}
