package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Retention;
import io.boxwire.itests.crash.Troubled.Shape;
import io.boxwire.itests.swaps.load.Film;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A recording of ten times the size of its disk goes on to its end, since its oldest files may be
 * removed; what is left is the end of the film without a gap.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullDiskRetentionIT {
  private static final Duration LENGTH = Duration.ofHours(5);
  private static final long DISKS = 10;
  private static final long DISK = 16 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void disk_isFullAgainAndAgain_recordingGoesOnToTheEnd(Layout layout) throws Exception {
    if (!SmallFileSystem.allowed()) {
      Trial.say("skipped: a recording of ten disks, since only root can mount one");
    }
    assumeTrue(SmallFileSystem.allowed());
    try (SmallFileSystem disk = SmallFileSystem.mount(SmallFileSystem.Kind.TMPFS, folder)) {
      FilmCamera camera = new FilmCamera("camera", new Film("h264", "g711a"), LENGTH);
      // More than the disk: its own size is the bound.
      Retention retention = Retention.everything().withBytes(100 * DISK);
      Troubled recording =
          Troubled.start(
              disk.folder().resolve("out.mp4"),
              camera,
              new Shape(
                  MuxerOptions.of(layout),
                  request ->
                      request
                          .segmentTime(Duration.ofMinutes(4))
                          .filePattern("%o-%5n.mp4")
                          .retention(retention)));
      assertThat(recording.await()).isTrue();
      List<Path> left;
      try (Stream<Path> all = Files.list(disk.folder())) {
        left = all.sorted().toList();
      }
      long removed = recording.events(Kind.FILE_REMOVED).size();
      Trial.say(
          layout
              + (" on a disk of 16 MiB: " + recording.statistics() + "; files removed " + removed)
              + (", left " + left.size() + "; " + recording.outcome()));
      assertThat(recording.failure()).isEmpty();
      assertThat(recording.missing()).isZero();
      assertThat(recording.statistics().bytes()).isGreaterThan(DISKS * DISK);
      assertThat(removed).isGreaterThan(DISKS);
      Shown shown = Shown.fromTheMiddle(Trial.boxwire(), camera.film(), left);
      assertThat(shown.video()).isEqualTo(camera.frames(Film.VIDEO));
      assertThat(shown.audio()).isEqualTo(camera.frames(Film.AUDIO));
      for (Path file : left) {
        Reading reading = new FfprobeReader().read(file);
        assertThat(reading.complaint()).isEmpty();
        assertThat(reading.opened()).isTrue();
      }
    }
  }
}
