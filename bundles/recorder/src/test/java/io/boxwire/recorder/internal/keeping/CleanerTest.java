package io.boxwire.recorder.internal.keeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.Retention;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CleanerTest extends KeepingFixture {
  private static final Retention TWO_THOUSAND = Retention.everything().withBytes(2000);

  @Test
  void tidy_tooManyBytes_removesTheOldestUntilTheyFit() throws Exception {
    file("cam-1.mp4", 900, 10);
    file("cam-2.mp4", 900, 40);
    file("cam-3.mp4", 900, 30);
    file("cam-4.mp4", 900, 20);
    cleaner(TWO_THOUSAND).tidy();
    assertThat(left()).containsExactly("cam-1.mp4", "cam-4.mp4");
  }

  @Test
  void tidy_withinTheBound_removesNothing() throws Exception {
    file("cam-1.mp4", 1000, 10);
    file("cam-2.mp4", 1000, 40);
    cleaner(TWO_THOUSAND).tidy();
    assertThat(left()).hasSize(2);
    assertThat(events).isEmpty();
  }

  @Test
  void tidy_tooOld_removesThoseAlone() throws Exception {
    file("cam-1.mp4", 1, 3600);
    file("cam-2.mp4", 1, 3601);
    cleaner(Retention.everything().withAge(Duration.ofHours(1))).tidy();
    assertThat(left()).containsExactly("cam-1.mp4");
  }

  @Test
  void tidy_tooLittleRoom_removesAllThatMayBe() throws Exception {
    file("cam-1.mp4", 1, 10);
    file("cam-2.mp4", 1, 20);
    cleaner(Retention.everything().withFreeBytes(Long.MAX_VALUE)).tidy();
    assertThat(left()).isEmpty();
  }

  @Test
  void tidy_foreignNamesFoldersAndLinks_areNoneOfIts() throws Exception {
    Path target = Files.write(folder.resolve("precious"), new byte[5000]);
    Files.createSymbolicLink(folder.resolve("cam-1.mp4"), target);
    Files.createDirectory(folder.resolve("cam-2.mp4"));
    file("cam-3.mp4.bak", 5000, 100);
    file("other-1.mp4", 5000, 100);
    cleaner(TWO_THOUSAND.withAge(Duration.ofSeconds(1)).withFreeBytes(Long.MAX_VALUE)).tidy();
    assertThat(left())
        .containsExactly("cam-1.mp4", "cam-2.mp4", "cam-3.mp4.bak", "other-1.mp4", "precious");
  }

  @Test
  void tidy_fileOfAnotherRecording_staysAndCounts() throws Exception {
    open.add(file("cam-1.mp4", 1500, 40));
    file("cam-2.mp4", 900, 30);
    file("cam-3.mp4", 300, 20);
    cleaner(TWO_THOUSAND).tidy();
    assertThat(left()).containsExactly("cam-1.mp4", "cam-3.mp4");
  }

  @Test
  void tidy_fileThatSomebodyHasLocked_stays() throws Exception {
    Path file = file("cam-1.mp4", 1500, 40);
    file("cam-2.mp4", 1500, 30);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock(Long.MAX_VALUE - 2, 1, false)) {
      assertThat(lock.isValid()).isTrue();
      cleaner(TWO_THOUSAND).tidy();
    }
    assertThat(left()).containsExactly("cam-1.mp4");
  }

  @Test
  void tidy_eachRemoval_isTold() throws Exception {
    Path file = file("cam-1.mp4", 3000, 40);
    cleaner(TWO_THOUSAND).tidy();
    assertThat(events)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.kind()).isEqualTo(Kind.FILE_REMOVED);
              assertThat(event.file()).contains(file);
              assertThat(event.message())
                  .isEqualTo(file + " was removed, 3000 bytes: all files together take 3000 bytes");
            });
  }

  @Test
  void tidy_folderGone_doesNothing() throws Exception {
    Files.delete(folder);
    cleaner(TWO_THOUSAND).tidy();
    assertThat(events).isEmpty();
    Files.createDirectory(folder);
  }

  @Test
  void due_openFileGrows_whenTheBoundIsPassed() throws Exception {
    Path growing = file("cam-2.mp4", 500, 0);
    file("cam-1.mp4", 1000, 10);
    open.add(growing);
    Cleaner cleaner = cleaner(TWO_THOUSAND);
    cleaner.tidy();
    assertThat(cleaner.due()).isFalse();
    Files.write(growing, new byte[500], StandardOpenOption.APPEND);
    assertThat(cleaner.due()).isFalse();
    Files.write(growing, new byte[1], StandardOpenOption.APPEND);
    assertThat(cleaner.due()).isTrue();
    cleaner.tidy();
    assertThat(left()).containsExactly("cam-2.mp4");
    assertThat(cleaner.due()).isFalse();
  }

  @Test
  void makeRoom_roomEnough_removesOneAllTheSame() throws Exception {
    file("cam-1.mp4", 10, 10);
    file("cam-2.mp4", 10, 20);
    assertThat(cleaner(TWO_THOUSAND).makeRoom(1)).isEqualTo(1);
    assertThat(left()).containsExactly("cam-1.mp4");
  }

  @Test
  void makeRoom_muchIsNeeded_removesAll() throws Exception {
    file("cam-1.mp4", 10, 10);
    file("cam-2.mp4", 10, 20);
    assertThat(cleaner(TWO_THOUSAND).makeRoom(Long.MAX_VALUE)).isEqualTo(2);
    assertThat(cleaner(TWO_THOUSAND).makeRoom(1)).isZero();
  }
}
