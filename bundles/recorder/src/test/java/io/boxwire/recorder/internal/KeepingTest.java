package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.Recording;
import io.boxwire.api.RepairReport;
import io.boxwire.api.Repairer;
import io.boxwire.api.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a recording does with its finished files, of this run and of earlier ones. */
class KeepingTest extends RecorderFixture {
  private static final Retention A_THOUSAND = Retention.everything().withBytes(1000);

  private Path earlier(String name, long age) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[600]);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(age)));
    return file;
  }

  private Recording record(Retention retention) throws Exception {
    device.groups(0, 10, 5).end();
    Recording recording =
        recorder.start(
            request().filePattern("out-%n.mp4").segmentBytes(1 << 20).retention(retention).build());
    recording.await();
    return recording;
  }

  private List<Path> of(Kind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .map(event -> event.file().orElseThrow())
        .toList();
  }

  @Test
  void start_filesOfEarlierRunsAreTooMany_removesTheOldest() throws Exception {
    Path oldest = earlier("out-001.mp4", 50);
    Path old = earlier("out-002.mp4", 40);
    Path young = earlier("out-003.mp4", 30);
    Recording recording = record(A_THOUSAND);
    assertThat(of(Kind.FILE_REMOVED)).containsExactly(oldest, old);
    assertThat(young).exists();
    assertThat(recording.files()).singleElement().satisfies(file -> assertThat(file).exists());
  }

  @Test
  void start_nothingIsToBeRemoved_startsNoThread() throws Exception {
    earlier("out-001.mp4", 5000);
    device.groups(0, 10, 5);
    Recording recording =
        recorder.start(request().filePattern("out-%n.mp4").segmentBytes(1 << 20).build());
    awaitTrue(() -> recording.statistics().videoFrames() == 10);
    assertThat(keepers()).isZero();
    recording.stop();
    recording.await();
    assertThat(of(Kind.FILE_REMOVED)).isEmpty();
  }

  @Test
  void start_retention_itsThreadEndsWithTheRecording() throws Exception {
    device.groups(0, 10, 5);
    Recording recording = recorder.start(request().retention(A_THOUSAND).build());
    awaitTrue(() -> keepers() == 1);
    recording.stop();
    recording.await();
    awaitTrue(() -> keepers() == 0);
  }

  private static long keepers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("boxwire-keep"))
        .count();
  }

  @Test
  void running_fileGrowsOld_isRemovedWithoutAnyOtherEvent() throws Exception {
    device.groups(0, 10, 5);
    Path old = earlier("out-002.mp4", 2);
    Recording recording =
        recorder.start(
            request().retention(Retention.everything().withAge(Duration.ofSeconds(3))).build());
    awaitTrue(() -> Files.notExists(old));
    recording.stop();
    recording.await();
    assertThat(of(Kind.FILE_REMOVED)).containsExactly(old);
  }

  @Test
  void start_filesLeftOpen_areRepairedWhileFramesAreWritten() throws Exception {
    Path left = earlier("out-001.mp4", 50);
    CountDownLatch framesWritten = new CountDownLatch(1);
    List<Path> tried = new CopyOnWriteArrayList<>();
    repairer =
        Optional.of(
            request -> {
              framesWritten.await();
              tried.add(request.input());
              return finalised(request.input());
            });
    device.groups(0, 10, 5);
    Recording recording =
        recorder.start(request().filePattern("out-%n.mp4").segmentBytes(1 << 20).build());
    awaitTrue(() -> recording.statistics().videoFrames() == 10);
    framesWritten.countDown();
    awaitTrue(() -> !of(Kind.FILE_REPAIRED).isEmpty());
    recording.stop();
    recording.await();
    assertThat(of(Kind.FILE_REPAIRED)).containsExactly(left);
    // Never that which is being written.
    assertThat(tried).containsExactly(left);
  }

  private static RepairReport finalised(Path file) {
    return RepairReport.of(RepairReport.Outcome.FINALISED, file, Map.of(1, 5L), 0, List.of());
  }

  @Test
  void repairerComesLater_filesLeftOpenAreRepairedThen() throws Exception {
    Path left = earlier("out-001.mp4", 50);
    device.groups(0, 10, 5);
    Recording recording =
        recorder.start(request().filePattern("out-%n.mp4").segmentBytes(1 << 20).build());
    awaitTrue(() -> recording.statistics().videoFrames() == 10);
    repairer = Optional.of(request -> finalised(request.input()));
    recorder.repairerCame();
    awaitTrue(() -> !of(Kind.FILE_REPAIRED).isEmpty());
    recording.stop();
    recording.await();
    assertThat(of(Kind.FILE_REPAIRED)).containsExactly(left);
  }

  @Test
  void oneFileAskedFor_othersAreNotItsBusiness() throws Exception {
    earlier("out-002.mp4", 50);
    List<Path> tried = new CopyOnWriteArrayList<>();
    Repairer noting =
        request -> {
          tried.add(request.input());
          return finalised(request.input());
        };
    repairer = Optional.of(noting);
    device.groups(0, 10, 5).end();
    recorder.start(request().build()).await();
    assertThat(tried).isEmpty();
  }

  @Test
  void end_repairTakesTooLong_isCalledOff() throws Exception {
    earlier("out-001.mp4", 50);
    CountDownLatch repairing = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    repairer =
        Optional.of(
            request -> {
              repairing.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                interrupted.countDown();
              }
              throw new AssertionError("not reached");
            });
    device.groups(0, 10, 5);
    Recording recording =
        recorder.start(request().filePattern("out-%n.mp4").segmentBytes(1 << 20).build());
    repairing.await();
    recording.stop();
    recording.await();
    interrupted.await();
    assertThat(events).extracting(MediaEvent::kind).doesNotContain(Kind.FILE_REPAIRED);
  }
}
