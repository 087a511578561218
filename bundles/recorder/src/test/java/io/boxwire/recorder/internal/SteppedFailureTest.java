package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.SteppedRecording;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Stepped recordings that can't be opened, whose device or muxer fails, or whose parts go away. */
final class SteppedFailureTest extends SteppedFixture {
  private static final MediaException BROKEN = MediaException.of(Code.DEVICE_FAILED, "broken");
  private static final MediaException DISK_FULL = MediaException.of(Code.IO, "disk full");

  @Test
  void open_fileExists_leavesItAndClosesTheDevice() throws Exception {
    Files.createFile(file());
    assertOpenRefused(request(), Code.IO);
    assertThat(file()).isEmptyFile();
    assertThat(journal).containsExactly("device closed");
  }

  @Test
  void open_trackRefused_leavesNeitherFileNorOpenDevice() {
    muxers.refusingTracks();
    assertOpenRefused(request(), Code.NO_CODEC);
    assertThat(file()).doesNotExist();
    assertThat(journal).containsExactly("file closed", "device closed");
  }

  @Test
  void open_unknownDevice_isABadRequest() {
    assertOpenRefused(request().device("cam9"), Code.BAD_REQUEST);
    assertThat(file()).doesNotExist();
  }

  @Test
  void deviceFails_framesBeforeCanBeSteppedThroughThenEachStepThrows() throws Exception {
    device.frames(0, 3).failure(BROKEN);
    SteppedRecording recording = begun(request());
    for (int i = 0; i < 3; i++) {
      assertThat(recording.step()).isTrue();
    }
    assertThat(failureOfStep(recording)).isSameAs(BROKEN);
    assertThat(journal).contains("file closed", "device closed");
    assertThat(failureOfStep(recording)).isSameAs(BROKEN);
    assertThatThrownBy(recording::begin).isSameAs(BROKEN);
    assertThat(failureOf(recording)).isSameAs(BROKEN);
    assertThat(recording.state()).isEqualTo(State.FAILED);
    assertThat(muxers.written).hasSize(3);
  }

  @Test
  void deviceFails_whileAStepWaits_endsTheStepWithIt() throws Exception {
    CountDownLatch failing = new CountDownLatch(1);
    device.read(
        () -> {
          failing.await();
          throw BROKEN;
        });
    SteppedRecording recording = begun(request());
    CompletableFuture<Boolean> waiting = stepAsync(recording);
    failing.countDown();
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasCause(BROKEN);
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void muxerFails_stepThrowsItAndTheRestIsLeftOut() throws Exception {
    muxers.checking(
        frame -> {
          if (frame.decodeTime() == 2 * 3000) {
            throw DISK_FULL;
          }
        });
    device.frames(0, 10);
    SteppedRecording recording = begun(request());
    awaitTrue(() -> device.delivered.get() == 10);
    assertThat(recording.step() && recording.step()).isTrue();
    assertThat(failureOfStep(recording)).isSameAs(DISK_FULL);
    assertThat(journal).contains("file closed", "device closed");
    assertThat(failureOfStep(recording)).isSameAs(DISK_FULL);
    assertThat(DISK_FULL.getSuppressed()).isEmpty();
    assertThat(recording.statistics().videoFrames()).isEqualTo(2);
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(7);
  }

  @Test
  void muxerFails_inAudioThatASilentPictureWaitsBehind_endsTheStep() throws Exception {
    muxers.checking(
        frame -> {
          throw DISK_FULL;
        });
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO).frame(block(0)).frames(0, 1);
    SteppedRecording recording = begun(request());
    assertThat(failureOfStep(recording)).isSameAs(DISK_FULL);
    assertThat(muxers.written).isEmpty();
  }

  @Test
  void muxerFailsToClose_theLastStepThrowsIt() throws Exception {
    muxers.failingToClose(DISK_FULL);
    device.frames(0, 2).end();
    SteppedRecording recording = begun(request());
    assertThat(recording.step() && recording.step()).isTrue();
    assertThat(failureOfStep(recording)).isSameAs(DISK_FULL);
  }

  @Test
  void muxerRefusesEverything_endsTheStepInTheEnd() throws Exception {
    muxers.checking(
        frame -> {
          throw MediaException.of(Code.BAD_FRAME, "no picture");
        });
    device.frames(0, FrameFlow.REFUSALS + 50);
    SteppedRecording recording = begun(request());
    assertThat(failureOfStep(recording).code()).isEqualTo(Code.BAD_FRAME);
    assertThat(recording.statistics().framesRefused()).isEqualTo(FrameFlow.REFUSALS);
  }

  @Test
  void withdrawn_deviceWhileAStepWaits_endsTheStepWithTheFileClosed() throws Exception {
    SteppedRecording recording = begun(request());
    CompletableFuture<Boolean> waiting = stepAsync(recording);
    presentDevices.clear();
    recorder.withdrawn(device);
    assertThat(journal).contains("file closed", "device closed");
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasStackTraceContaining("the capture device was stopped");
    assertThat(failureOfStep(recording).code()).isEqualTo(Code.SERVICE_GONE);
  }

  @Test
  void withdrawn_muxerBeforeBegin_closesTheFile() throws Exception {
    SteppedRecording recording = recorder.open(request().muxerWait(Duration.ofMillis(50)).build());
    presentMuxers.clear();
    recorder.withdrawn(muxers);
    assertThat(journal).contains("file closed");
    awaitTrue(() -> recording.state() == State.FAILED);
    awaitTrue(() -> journal.contains("recording ended"));
    assertThat(journal).contains("device closed");
    MediaException gone = catchThrowableOfType(MediaException.class, recording::begin);
    assertThat(gone.code()).isEqualTo(Code.SERVICE_GONE);
    assertThat(failureOfStep(recording)).isSameAs(gone);
  }

  @Test
  void withdrawn_framesWaitThoughTheDeviceHasEnded_isAFailure() throws Exception {
    device.frames(0, 5).end();
    SteppedRecording recording = begun(request().muxerWait(Duration.ofMillis(500)));
    awaitTrue(() -> recording.state() == State.STOPPING);
    assertThat(recording.step()).isTrue();
    presentMuxers.clear();
    recorder.withdrawn(muxers);
    assertThat(failureOfStep(recording).code()).isEqualTo(Code.SERVICE_GONE);
    // The frame of the step that waits in vain is lost; nobody asked for the others.
    assertThat(recording.statistics().framesLost()).isEqualTo(1);
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(3);
  }

  @Test
  void withdrawn_afterStop_leavesTheOutcome() throws Exception {
    muxers.room.drainPermits();
    device.frames(0, 2);
    SteppedRecording recording = begun(request());
    CompletableFuture<Boolean> waiting = stepAsync(recording);
    awaitTrue(muxers.room::hasQueuedThreads);
    recording.stop();
    CompletableFuture<Void> withdrawal =
        CompletableFuture.runAsync(() -> recorder.withdrawn(device));
    muxers.room.release(100);
    withdrawal.get(10, TimeUnit.SECONDS);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    recording.await();
    assertThat(recording.state()).isEqualTo(State.ENDED);
  }

  @Test
  void close_recorderWithOpenAndBegunRecordings_endsBoth() throws Exception {
    FakeDevice other = new FakeDevice("other", journal);
    presentDevices.add(other);
    SteppedRecording open = recorder.open(request().build());
    SteppedRecording begun = begun(request("second.mp4").device("other"));
    recorder.close();
    other.assertReleasedOnce();
    assertThat(failureOfStep(open).code()).isEqualTo(Code.SERVICE_GONE);
    assertThat(failureOfStep(begun).code()).isEqualTo(Code.SERVICE_GONE);
    assertOpenRefused(request("third.mp4"), Code.SERVICE_GONE);
  }

  private static MediaException failureOfStep(SteppedRecording recording) {
    return catchThrowableOfType(MediaException.class, recording::step);
  }

  private void assertOpenRefused(RecordingRequest.Builder request, Code code) {
    MediaException refusal =
        catchThrowableOfType(MediaException.class, () -> recorder.open(request.build()));
    assertThat(refusal.code()).isEqualTo(code);
  }
}
