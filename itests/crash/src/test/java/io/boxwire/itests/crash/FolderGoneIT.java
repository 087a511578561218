package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.itests.crash.Troubled.Shape;
import io.boxwire.itests.swaps.load.Film;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the folder of a recording is told, and what was written stays. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FolderGoneIT {
  private static final Duration SEGMENT = Duration.ofMinutes(1);
  private static final Duration TROUBLE = Duration.ofSeconds(150);
  private static final Duration LENGTH = Duration.ofMinutes(6);

  @TempDir Path temporary;

  private final FilmCamera camera = new FilmCamera("camera", new Film("h264", "g711a"), LENGTH);

  private Troubled record(Path folder) throws MediaException {
    return Troubled.start(
        folder.resolve("out.mp4"),
        camera,
        new Shape(
            MuxerOptions.of(Layout.HYBRID),
            request -> request.queueCapacity(1).segmentTime(SEGMENT).filePattern("%o-%n.mp4")));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
    }
  }

  @Test
  void folder_isRemoved_fileThatIsGoneAndTheOneThatCantBeMadeAreNamed() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("camera"));
    camera.at(
        TROUBLE,
        () -> {
          for (Path file : files(folder)) {
            Files.delete(file);
          }
          Files.delete(folder);
        });
    Troubled recording = record(folder);
    assertThat(recording.await()).isTrue();
    Trial.say("folder removed: " + recording.outcome());
    MediaException failure = recording.failure().orElseThrow();
    assertThat(failure.code()).isEqualTo(MediaException.Code.IO);
    assertThat(failure).hasMessageContaining(folder.resolve("out-004.mp4").toString());
    assertThat(recording.events(Kind.FILE_REMOVED))
        .extracting(event -> event.file().orElseThrow())
        .containsExactly(folder.resolve("out-003.mp4"));
    assertThat(recording.missing()).as("frames said to be in no file").isPositive();
  }

  @Test
  void folder_isProtected_openFileIsCompletedAndTheNextOneNamed() throws Exception {
    mayMount("a protected folder");
    try (SmallFileSystem disk = SmallFileSystem.mount(SmallFileSystem.Kind.EXT4, temporary)) {
      camera.at(TROUBLE, () -> SmallFileSystem.run("chattr", "+i", disk.folder()));
      Troubled recording = record(disk.folder());
      assertThat(recording.await()).isTrue();
      Trial.say("folder protected: " + recording.outcome());
      MediaException failure = recording.failure().orElseThrow();
      assertThat(failure).hasMessageContaining(disk.folder().resolve("out-004.mp4").toString());
      Shown shown = Shown.of(Trial.boxwire(), camera.film(), files(disk.folder()));
      assertThat(shown.frames() + recording.missing()).isEqualTo(recording.handed());
      assertThat(shown.video()).as("three minutes").isGreaterThanOrEqualTo(3 * 60 * 25);
      SmallFileSystem.run("chattr", "-i", disk.folder());
    }
  }

  @Test
  void disk_isUnmountedWhileWritten_fileIsCompletedAndTheNextGoBelow() throws Exception {
    mayMount("an unmounted disk");
    try (SmallFileSystem disk = SmallFileSystem.mount(SmallFileSystem.Kind.EXT4, temporary)) {
      camera.at(TROUBLE, () -> SmallFileSystem.run("umount", "-l", disk.folder()));
      Troubled recording = record(disk.folder());
      assertThat(recording.await()).isTrue();
      Trial.say("disk unmounted: " + recording.outcome());
      assertThat(recording.failure()).isEmpty();
      assertThat(recording.missing()).isZero();
      List<Path> below = files(disk.folder());
      assertThat(below).hasSize(3);
      Path kept = Files.createDirectory(temporary.resolve("kept"));
      for (Path file : below) {
        Files.move(file, kept.resolve(file.getFileName()));
      }
      disk.mountAgain();
      List<Path> all = new ArrayList<>(files(disk.folder()));
      all.addAll(files(kept));
      Shown shown = Shown.of(Trial.boxwire(), camera.film(), all);
      assertThat(shown.frames()).isEqualTo(recording.handed());
    }
  }

  private static void mayMount(String what) {
    if (!SmallFileSystem.allowed()) {
      Trial.say("skipped: " + what + ", since only root can mount one");
    }
    assumeTrue(SmallFileSystem.allowed());
  }
}
