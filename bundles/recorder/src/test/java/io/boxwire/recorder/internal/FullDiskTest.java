package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk becomes full while a recording writes to it. */
class FullDiskTest extends RecorderFixture {
  private static final Retention REMOVING = Retention.everything().withBytes(1 << 20);
  private static final int FRAMES = 200;

  private Recording recordTo(FullDisk disk, RecordingRequest.Builder request) throws Exception {
    presentMuxers.set(0, disk);
    return recorder.start(request.build());
  }

  private Path earlier(String name, int bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[bytes]);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(1000)));
    return file;
  }

  private static List<Long> frames(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private long removed() {
    return events.stream().filter(event -> event.kind() == Kind.FILE_REMOVED).count();
  }

  private void assertNothingIsLost(Recording recording) {
    assertThat(recording.statistics().framesLost()).isZero();
    assertThat(events).extracting(event -> event.kind()).containsOnly(Kind.FILE_REMOVED);
  }

  /** Fragments of less than a group of pictures, of one, and of several. */
  @ParameterizedTest
  @CsvSource({"3,10", "10,10", "17,5", "40,5", "7,40"})
  void oldFilesMayGo_recordingGoesOnAndEachFrameIsInAFile(int fragment, int group)
      throws Exception {
    earlier("out-002.mp4", 50);
    device.groups(0, FRAMES, group).end();
    FullDisk disk = new FullDisk(folder, 120, fragment);
    Recording recording = recordTo(disk, request().segmentBytes(1 << 20).retention(REMOVING));
    recording.await();
    assertThat(disk.stored()).isEqualTo(frames(FRAMES));
    assertThat(removed()).isPositive();
    assertNothingIsLost(recording);
  }

  @Test
  void oldFilesMayGo_nextFileBeginsAtARandomAccessPoint() throws Exception {
    earlier("out-002.mp4", 50);
    device.groups(0, FRAMES, 10).end();
    FullDisk disk = new FullDisk(folder, 120, 25);
    recordTo(disk, request().segmentBytes(1 << 20).retention(REMOVING)).await();
    assertThat(disk.files.size()).isGreaterThan(1);
    assertThat(disk.files.values()).allMatch(frames -> frames.get(0) % 10 == 0);
  }

  @Test
  void soundAlone_isInAFileAsWell() throws Exception {
    earlier("out-002.mp4", 50);
    device.tracks(FakeDevice.AUDIO).frames(0, FRAMES).end();
    FullDisk disk = new FullDisk(folder, 120, 25);
    Recording recording = recordTo(disk, request().segmentBytes(1 << 20).retention(REMOVING));
    recording.await();
    assertThat(disk.stored()).isEqualTo(frames(FRAMES));
    assertNothingIsLost(recording);
  }

  @Test
  void diskIsFullAtTheEnd_oneMoreFileHasTheRest() throws Exception {
    earlier("out-002.mp4", 50);
    device.groups(0, 75, 10).end();
    FullDisk disk = new FullDisk(folder, 120, 50);
    Recording recording = recordTo(disk, request().segmentBytes(1 << 20).retention(REMOVING));
    recording.await();
    assertThat(disk.stored()).isEqualTo(frames(75));
    assertThat(recording.files()).hasSize(2);
    assertNothingIsLost(recording);
  }

  @Test
  void nothingMayGo_endsWithTheReasonAndTriesNoOtherFile() throws Exception {
    earlier("out-002.mp4", 50);
    device.groups(0, FRAMES, 10).end();
    FullDisk disk = new FullDisk(folder, 120, 10);
    Recording recording = recordTo(disk, request().segmentBytes(1 << 20));
    MediaException failure = failureOf(recording);
    assertThat(failure.code()).isEqualTo(MediaException.Code.IO);
    assertThat(failure).hasMessageContaining("No space left on device");
    assertThat(recording.files()).hasSize(1);
    assertThat(disk.stored()).isEqualTo(frames(70));
    assertThat(recording.statistics().framesLost()).isEqualTo(FRAMES - 70);
  }

  @Test
  void nothingIsLeftThatMayGo_ends() throws Exception {
    device.groups(0, FRAMES, 10).end();
    FullDisk disk = new FullDisk(folder, 120, 10);
    Recording recording = recordTo(disk, request().segmentBytes(1 << 20).retention(REMOVING));
    assertThat(failureOf(recording)).hasMessageContaining("No space left on device");
    assertThat(recording.files()).hasSize(1);
    assertThat(disk.stored()).isEqualTo(frames(120));
  }

  @Test
  void errorThatIsNoWantOfRoom_removesNothing() throws Exception {
    Path old = earlier("out-002.mp4", 50);
    device.groups(0, 20, 10).end();
    muxers.checking(
        frame -> {
          throw MediaException.io("writing failed", new IOException("Input/output error"));
        });
    Recording recording = recorder.start(request().retention(REMOVING).build());
    assertThat(failureOf(recording)).hasMessageContaining("Input/output error");
    assertThat(old).exists();
    assertThat(muxers.opens).hasValue(1);
  }
}
