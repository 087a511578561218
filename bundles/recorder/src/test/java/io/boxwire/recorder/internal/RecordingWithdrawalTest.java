package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Recording;
import io.boxwire.api.Recording.State;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Recordings whose device, muxer or recorder goes away, and what an ended one holds. */
final class RecordingWithdrawalTest extends RecorderFixture {
  @Test
  void withdrawn_device_endsItsRecordingPlayable() throws Exception {
    device.frames(0, 20);
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> device.delivered.get() == 20);
    presentDevices.clear();
    recorder.withdrawn(device);
    assertThat(journal).containsSubsequence("device closed", "recording ended");
    assertThat(journal).contains("file closed");
    assertThat(failureOf(recording).code()).isEqualTo(Code.SERVICE_GONE);
    assertThat(muxers.written).hasSize(20);
  }

  @Test
  void withdrawn_otherService_changesNothing() throws Exception {
    device.frames(0, 5);
    Recording recording = recorder.start(request().build());
    recorder.withdrawn(new FakeDevice("fake", journal));
    assertThat(recording.state()).isEqualTo(State.RUNNING);
    recording.stop();
    recording.await();
  }

  @Test
  void close_recordingsRun_endsAllAndStartsNoMore() throws Exception {
    Recording first = recorder.start(request().build());
    FakeDevice other = new FakeDevice("other", journal);
    presentDevices.add(other);
    Recording second = recorder.start(request("second.mp4").device("other").build());
    recorder.close();
    other.assertReleasedOnce();
    assertThat(failureOf(first).code()).isEqualTo(Code.SERVICE_GONE);
    assertThat(failureOf(second).code()).isEqualTo(Code.SERVICE_GONE);
    assertRefused(request("third.mp4"), Code.SERVICE_GONE, "recorder");
  }

  @Test
  void close_recordingHasEnded_leavesItsOutcome() throws Exception {
    device.frames(0, 3).end();
    Recording recording = recorder.start(request().build());
    recording.await();
    recorder.close();
    recording.await();
    assertThat(recording.state()).isEqualTo(State.ENDED);
  }

  @Test
  void close_muxerStuckInWrite_closesTheFileAfterABoundedTime() throws Exception {
    muxers.room.drainPermits();
    device.frames(0, 3);
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> device.delivered.get() == 3);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(recorder::close);
    awaitTrue(() -> journal.contains("file closed"));
    muxers.room.release(100);
    closing.get(10, TimeUnit.SECONDS);
    MediaException failure = failureOf(recording);
    assertThat(failure.code()).isEqualTo(Code.SERVICE_GONE);
    assertThat(failure.getSuppressed())
        .anySatisfy(e -> assertThat(e).hasMessageContaining("3 captured frames"));
  }

  @Test
  void ended_recordingHeld_holdsNeitherDeviceNorMuxer() throws Exception {
    FakeDevice used = new FakeDevice("used", journal).frames(0, 3).end();
    FakeMuxers usedMuxers = new FakeMuxers(journal);
    Recording recording =
        new DefaultRecorder()
            .using(usedMuxers, List.of(used))
            .start(request().device("used").build());
    recording.await();
    List<WeakReference<Object>> parts =
        List.of(new WeakReference<>(used), new WeakReference<>(usedMuxers));
    used = null;
    usedMuxers = null;
    awaitTrue(
        () -> {
          System.gc();
          return parts.stream().allMatch(part -> part.get() == null);
        });
    assertThat(recording.statistics().videoFrames()).isEqualTo(3);
  }
}
