package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Recording;
import io.boxwire.api.Recording.State;
import io.boxwire.api.Retention;
import io.boxwire.api.SteppedRecording;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings on a system that gives no more threads, as the bounds of a container do. */
final class NoThreadTest extends RecorderFixture {
  private void refuseThreads(Predicate<String> which) {
    threads =
        (name, work) -> which.test(name) ? new RefusedThread() : RecorderThreads.make(name, work);
  }

  /** One that the system does not give. */
  private static final class RefusedThread extends Thread {
    @Override
    public synchronized void start() {
      throw new OutOfMemoryError("unable to create native thread");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"boxwire-write-clock", "boxwire-write", "boxwire-capture", "boxwire-"})
  void start_noThread_closesAllAndSaysWhy(String which) throws Exception {
    refuseThreads(which.equals("boxwire-write") ? which::equals : name -> name.startsWith(which));
    device.frames(0, 10);
    MediaException failure =
        catchThrowableOfType(MediaException.class, () -> recorder.start(request().build()));
    assertThat(failure.code()).isEqualTo(Code.IO);
    assertThat(failure).hasMessageContaining("unable to create native thread");
    awaitTrue(() -> recorder.recordings().isEmpty());
    assertThat(journal).contains("file closed", "device closed");
    threads = RecorderThreads::make;
    device.forgetScript();
    device.frames(0, 3).end();
    recorder.start(request("after.mp4").build()).await();
    assertThat(muxers.written).hasSize(3);
  }

  @Test
  void start_oneWritingThreadInAll_records() throws Exception {
    AtomicInteger writers = new AtomicInteger();
    refuseThreads(name -> name.equals("boxwire-write") && writers.incrementAndGet() > 1);
    device.frames(0, 10).end();
    recorder.start(request().build()).await();
    assertThat(muxers.written).hasSize(10);
    assertThat(writers).hasValueGreaterThan(1);
  }

  @Test
  void stop_notBegunAndNoThread_closesAll() throws Exception {
    device.frames(0, 10);
    SteppedRecording recording = recorder.open(request().build());
    refuseThreads(name -> true);
    recording.stop();
    recording.await();
    assertThat(recording.state()).isEqualTo(State.ENDED);
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void stop_deviceDeliversByItselfAndNoThread_closesIt() throws Exception {
    DeliveringDevice delivering = new DeliveringDevice();
    presentDevices.add(delivering);
    Recording recording = recorder.start(request().device("delivering").build());
    assertThat(delivering.receiver.get().take(delivering.picture(1, 0))).isTrue();
    awaitTrue(() -> recording.statistics().videoFrames() == 1);
    refuseThreads(name -> true);
    recording.stop();
    recording.await();
    assertThat(delivering.closed).hasValue(1);
    assertThat(delivering.held).hasValue(0);
    assertThat(recording.state()).isEqualTo(State.ENDED);
  }

  @Test
  void start_noThreadThatRemovesFilesAtFirst_recordsAndRemovesThem() throws Exception {
    Files.write(folder.resolve("out-001.mp4"), new byte[600]);
    AtomicInteger keepers = new AtomicInteger();
    refuseThreads(name -> name.startsWith("boxwire-keep") && keepers.getAndIncrement() == 0);
    device.groups(0, 10, 5).end();
    recorder
        .start(
            request()
                .filePattern("out-%n.mp4")
                .segmentBytes(1 << 20)
                .retention(Retention.everything().withBytes(500))
                .build())
        .await();
    assertThat(muxers.written).hasSize(10);
    assertThat(keepers).hasValueGreaterThan(1);
    assertThat(events).extracting(event -> event.kind()).containsOnlyOnce(Kind.FILE_REMOVED);
  }
}
