package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Recording.State;
import io.boxwire.api.SteppedRecording;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A recording that writes when its caller says so: the order of calls, and which frames come. */
final class SteppedRecordingTest extends SteppedFixture {
  @Test
  void open_beforeBegin_capturesNothing() throws Exception {
    device.frames(0, 5);
    SteppedRecording recording = recorder.open(request().build());
    assertThat(recording.state()).isEqualTo(State.OPEN);
    assertThat(recording.files()).containsExactly(file());
    assertThat(file()).exists();
    assertThatThrownBy(recording::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("begin()");
    recording.stop();
    recording.await();
    assertThat(device.delivered).hasValue(0);
    assertThat(recording.state()).isEqualTo(State.ENDED);
    assertThat(journal).contains("file closed", "device closed").endsWith("recording ended");
  }

  @Test
  void begin_afterStop_isClosed() throws Exception {
    SteppedRecording recording = recorder.open(request().build());
    recording.stop();
    assertThatThrownBy(recording::begin)
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.CLOSED));
    recording.await();
    assertThatThrownBy(recording::begin).isInstanceOf(MediaException.class);
    assertThat(recording.step()).isFalse();
  }

  @Test
  void begin_twice_capturesOnce() throws Exception {
    device.frames(0, 2).end();
    SteppedRecording recording = begun(request());
    recording.begin();
    assertThat(recording.state()).isIn(State.RUNNING, State.STOPPING);
    assertThat(steps(recording)).isEqualTo(2);
    recording.begin();
    assertThat(recording.state()).isEqualTo(State.ENDED);
  }

  @Test
  void step_eachCall_writesOneLeadingFrame() throws Exception {
    device.frames(0, 10).end();
    SteppedRecording recording = begun(request());
    for (int written = 1; written <= 10; written++) {
      assertThat(recording.step()).isTrue();
      assertThat(muxers.written).hasSize(written);
    }
    assertThat(recording.step()).isFalse();
    assertThat(recording.step()).isFalse();
    assertThat(muxers.written).extracting(Frame::decodeTime).isSorted().doesNotHaveDuplicates();
    assertThat(recording.statistics().framesLeftOut()).isZero();
    assertThat(events).isEmpty();
  }

  @Test
  void step_audioCapturedBefore_isWrittenWithIt() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
    device.frames(0, 1).frame(block(0)).frame(block(320)).frames(1, 1).frames(2, 1).end();
    SteppedRecording recording = begun(request());
    assertThat(recording.step()).isTrue();
    // The block that begins within the picture is written as soon as it comes, the other is not.
    awaitTrue(() -> muxers.written.size() == 2);
    awaitTrue(() -> device.delivered.get() == 5);
    assertThat(muxers.written).extracting(Frame::track).containsExactly(1, 2);
    assertThat(recording.step()).isTrue();
    assertThat(muxers.written).extracting(Frame::track).containsExactly(1, 2, 1, 2);
    stopped(recording);
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(1);
  }

  /** An encoder delivers a picture later than a microphone the sound of that moment. */
  @Test
  void step_picturesDeliveredLate_soundGoesNoFartherThanThey() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
    for (int i = 0; i < 8; i++) {
      device.frame(block(i * 320L));
    }
    device.frames(0, 3).frame(block(8 * 320L));
    SteppedRecording recording = begun(request());
    for (int i = 0; i < 3; i++) {
      assertThat(recording.step()).isTrue();
    }
    // Three pictures last 100 ms; the blocks at 0, 40 and 80 ms are theirs.
    stopped(recording);
    assertThat(muxers.written).extracting(Frame::track).containsExactly(1, 2, 1, 2, 1, 2);
    assertThat(recording.statistics().framesLeftOut()).isBetween(5L, 6L);
  }

  /** Nor is it held without end: what the queue would not take waits for a step, as pictures do. */
  @Test
  void step_noPictureComes_soundOfAFullQueueIsWritten() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
    for (int i = 0; i < 8; i++) {
      device.frame(block(i * 320L));
    }
    SteppedRecording recording = begun(request().queueCapacity(3));
    CompletableFuture<Boolean> step = stepAsync(recording);
    awaitTrue(() -> muxers.written.size() == 5);
    stopped(recording);
    assertThat(step.get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(3);
  }

  @Test
  void step_framesRefused_passesOverThem() throws Exception {
    refuseBeforeSync();
    device.frames(0, 3).frame(sync(3)).frames(4, 1).end();
    SteppedRecording recording = begun(request());
    assertThat(recording.step()).isTrue();
    assertThat(muxers.written).singleElement().matches(Frame::sync);
    assertThat(recording.statistics().framesRefused()).isEqualTo(3);
    assertThat(device.syncRequests).hasValue(1);
    assertThat(recording.step()).isTrue();
    assertThat(recording.step()).isFalse();
  }

  @Test
  void step_limitReached_isFalseAndTheFileClosed() throws Exception {
    device.frames(0, 100);
    SteppedRecording recording = begun(request().videoFrames(7));
    assertThat(steps(recording)).isEqualTo(7);
    assertThat(recording.state()).isEqualTo(State.ENDED);
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void step_limitReached_audioUpToItsEndComesWithoutAStep() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO).frames(0, 3);
    device.frame(block(0)).frame(block(320)).frame(block(640)).frame(block(960));
    SteppedRecording recording = begun(request().videoFrames(2));
    assertThat(recording.step()).isTrue();
    assertThat(recording.step()).isTrue();
    recording.await();
    assertThat(muxers.written).filteredOn(frame -> frame.track() == 2).hasSize(2);
  }

  @Test
  void step_twoThreads_theSecondIsTold() throws Exception {
    SteppedRecording recording = begun(request());
    List<CompletableFuture<Boolean>> both = List.of(stepAsync(recording), stepAsync(recording));
    CompletableFuture<Object> second = CompletableFuture.anyOf(both.get(0), both.get(1));
    assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(both).filteredOn(CompletableFuture::isDone).hasSize(1);
    stopped(recording);
    assertThat(both).filteredOn(step -> !step.isCompletedExceptionally()).hasSize(1);
  }

  @Test
  void stop_framesNotAskedFor_areLeftOutCountedAndTold() throws Exception {
    device.frames(0, 20);
    SteppedRecording recording = begun(request());
    awaitTrue(() -> device.delivered.get() == 20);
    assertThat(recording.step()).isTrue();
    stopped(recording);
    assertThat(recording.step()).isFalse();
    assertThat(muxers.written).hasSize(1);
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(19);
    assertThat(events)
        .singleElement()
        .satisfies(
            event -> assertThat(event.kind()).isEqualTo(MediaEvent.Kind.FRAMES_LEFT_OUT),
            event -> assertThat(event.message()).contains("19"));
  }

  @Test
  void stop_queueFull_leavesOutTheFrameThatWaitsToo() throws Exception {
    device.frames(0, 20);
    SteppedRecording recording = begun(request().queueCapacity(3));
    // One at the gate, three in the queue, one waits.
    awaitTrue(() -> recording.statistics().queueWaits() > 0 && device.delivered.get() == 5);
    stopped(recording);
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(5);
  }

  @Test
  void stop_audioWithinTheLastPicture_isStillWritten() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
    device.frames(0, 2).frame(block(0)).frame(block(266)).frame(block(267));
    SteppedRecording recording = begun(request());
    assertThat(recording.step()).isTrue();
    awaitTrue(() -> device.delivered.get() == 5);
    stopped(recording);
    // The picture ends at 33.3 ms, which are 266.7 ticks.
    assertThat(muxers.written).extracting(Frame::decodeTime).containsExactly(0L, 0L, 266L);
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(2);
  }

  @Test
  void stop_pictureOfUnknownDuration_coversAsMuchAsTheOneBefore() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
    for (int i = 0; i < 3; i++) {
      device.frame(Frame.on(1).time(i * 3000L));
    }
    device.frame(block(500)).frame(block(534));
    SteppedRecording recording = begun(request());
    assertThat(recording.step() && recording.step()).isTrue();
    awaitTrue(() -> device.delivered.get() == 5);
    stopped(recording);
    assertThat(muxers.written).extracting(Frame::decodeTime).containsExactly(0L, 3000L, 500L);
  }

  @Test
  void stop_whileStepWaits_endsIt() throws Exception {
    SteppedRecording recording = begun(request());
    CompletableFuture<Boolean> waiting = stepAsync(recording);
    recording.stop();
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void stop_whileTheFrameOfAStepIsWritten_finishesTheStep() throws Exception {
    muxers.room.drainPermits();
    device.frames(0, 3);
    SteppedRecording recording = begun(request());
    CompletableFuture<Boolean> waiting = stepAsync(recording);
    awaitTrue(muxers.room::hasQueuedThreads);
    recording.stop();
    muxers.room.release(100);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    recording.await();
    assertThat(muxers.written).hasSize(1);
  }

  @Test
  void deviceEnds_framesStillQueued_canBeSteppedThrough() throws Exception {
    device.frames(0, 5).end();
    SteppedRecording recording = begun(request());
    awaitTrue(() -> recording.state() == State.STOPPING);
    assertThat(steps(recording)).isEqualTo(5);
    assertThat(recording.state()).isEqualTo(State.ENDED);
  }

  @Test
  void deviceEnds_soundBehindTheLastPicture_comesWithTheStepThatFindsNoMore() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
    device.frames(0, 1).frame(block(0)).frame(block(320)).frame(block(640)).end();
    SteppedRecording recording = begun(request());
    assertThat(recording.step()).isTrue();
    assertThat(recording.step()).isFalse();
    assertThat(muxers.written).extracting(Frame::decodeTime).containsExactly(0L, 0L, 320L, 640L);
    assertThat(recording.statistics().framesLeftOut()).isZero();
  }

  @Test
  void step_withoutVideo_writesOneBlock() throws Exception {
    device.tracks(FakeDevice.AUDIO);
    for (int i = 0; i < 3; i++) {
      device.frame(Frame.on(1).time(i * 320L).duration(320));
    }
    SteppedRecording recording = begun(request());
    assertThat(recording.step()).isTrue();
    assertThat(recording.step()).isTrue();
    assertThat(muxers.written).hasSize(2);
    awaitTrue(() -> device.delivered.get() == 3);
    stopped(recording);
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(1);
    assertThat(recording.statistics().audioFrames()).isEqualTo(2);
  }

  @Test
  void ended_manyRecordings_leaveNoThread() throws Exception {
    for (int i = 0; i < 100; i++) {
      device.frames(0, 3);
      SteppedRecording recording = begun(request(i + ".mp4"));
      assertThat(recording.step()).isTrue();
      awaitTrue(() -> device.delivered.get() % 3 == 0);
      stopped(recording);
      // What ends a read when the session is closed is left behind by one that had none.
      device.forgetScript();
    }
    awaitTrue(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("boxwire-")));
  }
}
