package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Edit;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Recording;
import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.SteppedRecording;
import io.boxwire.api.capture.CaptureRequest;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Recordings whose muxer goes away: what waits, what is kept, and what the next file begins with.
 */
final class NextFileTest extends NextFileFixture {
  @Test
  void withdrawn_anotherIsThere_goesOnAtTheLastSyncPictureWithoutAWait() throws Exception {
    Recording recording = recordFrames(8, request());
    presentMuxers.set(0, others);
    recorder.withdrawn(muxers);
    assertThat(journal).containsExactly("file closed");
    device.groups(8, 4, 5).end();
    recording.await();
    assertThat(times(muxers)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(times(others)).containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(others.formats.get(0).edits())
        .containsExactly(new Edit(0, 8 * 3000, Edit.NORMAL_RATE));
    assertThat(recording.files())
        .containsExactly(folder.resolve("out.mp4"), folder.resolve("out-002.mp4"));
    assertThat(recording.statistics().videoFrames()).isEqualTo(12);
    assertThat(recording.statistics().framesLost()).isZero();
    assertThat(recording.statistics().forces()).isEqualTo(2 + 2);
    assertThat(recording.statistics().longestForce()).isEqualTo(FakeMuxers.FORCE);
    assertThat(muxers.opened.get(0).fileId()).isPresent();
    assertThat(others.opened.get(0).fileId())
        .isPresent()
        .isNotEqualTo(muxers.opened.get(0).fileId());
    assertThat(events).isEmpty();
  }

  @Test
  void withdrawn_nextFrameIsASyncPicture_beginsWithItAndNothingElse() throws Exception {
    Recording recording = recordFrames(5, request());
    presentMuxers.set(0, others);
    recorder.withdrawn(muxers);
    device.groups(5, 3, 5).end();
    recording.await();
    assertThat(times(others)).containsExactly(5L, 6L, 7L);
    assertThat(others.formats.get(0).edits()).isEmpty();
  }

  @Test
  void withdrawn_nobodyThere_waitsAndCapturesOn() throws Exception {
    Recording recording = recordFrames(3, request().name("cam"));
    withdraw();
    assertThat(recording.state()).isEqualTo(State.WAITING);
    assertThat(recorder.recordings().get(0).waitsFor()).contains("a muxer");
    device.groups(3, 5, 5);
    awaitTrue(() -> device.delivered.get() == 8 && !events.isEmpty());
    assertThat(others.written).isEmpty();
    bring();
    awaitTrue(() -> recording.statistics().videoFrames() == 8);
    assertThat(recording.state()).isEqualTo(State.RUNNING);
    assertThat(recorder.recordings().get(0).waitsFor()).isEmpty();
    device.end();
    recording.await();
    // All of the group, with the three that the first file shows hidden.
    assertThat(times(others)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(events)
        .extracting(MediaEvent::kind)
        .containsExactly(Kind.RECORDING_WAITING, Kind.RECORDING_RESUMED);
    assertThat(told)
        .containsSubsequence(
            "cam RUNNING RECORDING_STARTED",
            "cam RUNNING FILE_CLOSED",
            "cam WAITING RECORDING_WAITING",
            "cam RUNNING RECORDING_RESUMED",
            "cam RUNNING FILE_OPENED",
            "cam ENDED RECORDING_ENDED");
  }

  @Test
  void withdrawn_nobodyComes_failsAfterTheWaitAndSaysWhatIsMissing() throws Exception {
    Recording recording = recordFrames(3, request().muxerWait(Duration.ofMillis(300)));
    withdraw();
    device.groups(3, 4, 5);
    MediaException failure = failureOf(recording);
    assertThat(failure.code()).isEqualTo(Code.SERVICE_GONE);
    assertThat(failure)
        .hasMessage(
            "the muxer was stopped, and no other has come within 300 ms;"
                + " 4 captured frames were not written");
    assertThat(recording.statistics().framesLost()).isEqualTo(4);
    assertThat(lostAtTheEnd()).isEqualTo(4);
    assertThat(gap()).isZero();
    assertThat(recording.state()).isEqualTo(State.FAILED);
  }

  @Test
  void withdrawn_stoppedWhileItWaits_stillWritesWhatWasCaptured() throws Exception {
    Recording recording = recordFrames(3, request());
    withdraw();
    device.groups(3, 2, 5);
    awaitTrue(() -> device.delivered.get() == 5);
    recording.stop();
    assertThat(recording.await(Duration.ofMillis(50))).isFalse();
    bring();
    recording.await();
    assertThat(times(others)).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void withdrawn_stoppedWithNothingToWrite_endsAtOnce() throws Exception {
    Recording recording = recordFrames(3, request());
    withdraw();
    recording.stop();
    recording.await();
    assertThat(recording.state()).isEqualTo(State.ENDED);
  }

  @Test
  void close_whileItWaits_endsAtOnce() throws Exception {
    Recording recording = recordFrames(3, request());
    withdraw();
    long began = System.nanoTime();
    recorder.close();
    assertThat(failureOf(recording)).hasMessageContaining("the recorder was stopped");
    assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(4));
  }

  @Test
  void hurry_stoppedWhileItWaits_endsAtOnceAndSaysWhatIsMissing() throws Exception {
    RecordingRequest request = request().build();
    device.groups(0, 3, 5);
    Recording recording = recorder.start(request);
    awaitTrue(() -> recording.statistics().videoFrames() == 3);
    withdraw();
    device.groups(3, 2, 5);
    awaitTrue(() -> device.delivered.get() == 5);
    recorder.hurry(request);
    recording.stop();
    assertThatThrownBy(() -> recording.await(Duration.ofSeconds(4)))
        .hasMessage("the muxer was stopped; 2 captured frames were not written");
    assertThat(recording.statistics().framesLost()).isEqualTo(2);
  }

  @Test
  void withdrawn_notAFile_endsAsNothingCanGoOn() throws Exception {
    device.frames(0, 3);
    Sink sink = new Sink.Stream(Channels.newChannel(new ByteArrayOutputStream()));
    Recording recording =
        recorder.start(
            RecordingRequest.to(sink, CaptureRequest.builder().video("h264").build())
                .device("fake")
                .build());
    awaitTrue(() -> recording.statistics().videoFrames() == 3);
    withdraw();
    assertThat(failureOf(recording).code()).isEqualTo(Code.SERVICE_GONE);
  }

  @Test
  void muxerEndsTheFileByItself_isTheSameAsItsWithdrawal() throws Exception {
    muxers.checking(
        frame -> {
          if (frame.decodeTime() == 4 * 3000) {
            presentMuxers.set(0, others);
            throw MediaException.of(Code.SERVICE_GONE, "stopped");
          }
        });
    device.groups(0, 8, 3).end();
    Recording recording = recorder.start(request().build());
    recording.await();
    assertThat(times(muxers)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(times(others)).containsExactly(3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void boundReached_deviceThatWaits_losesNothing() throws Exception {
    device.waiting();
    Recording recording = recordFrames(2, request().keptBytes(4).queueCapacity(2));
    withdraw();
    device.groups(2, 20, 5);
    // Two are kept, two wait, one is in hand and two are in the queue; another waits for room.
    awaitTrue(() -> recording.statistics().queueWaits() > 0);
    bring();
    device.end();
    recording.await();
    assertThat(recording.statistics().videoFrames()).isEqualTo(22);
    assertThat(recording.statistics().framesLost()).isZero();
    assertThat(device.syncRequests).hasValue(0);
  }

  @Test
  void boundReached_liveDevice_goesOnAtALaterSyncPictureAndCountsTheGap() throws Exception {
    Recording recording = recordFrames(2, request().keptBytes(6));
    withdraw();
    device.groups(2, 12, 5);
    // 0 to 13: what does not fit is given up as far as 5, and then as far as 10.
    awaitTrue(() -> device.delivered.get() == 14 && recording.statistics().queuedFrames() == 0);
    bring();
    device.groups(14, 2, 5).end();
    recording.await();
    assertThat(times(others)).first().isIn(5L, 10L);
    assertThat(others.written).hasSize((int) (16 - times(others).get(0)));
    assertThat(recording.statistics().framesLost()).isEqualTo(times(others).get(0) - 2);
    assertThat(gap()).isEqualTo(recording.statistics().framesLost());
    assertThat(others.formats.get(0).edits()).isEmpty();
  }

  @Test
  void keptBytesZero_goesOnAtTheNextSyncPicture() throws Exception {
    Recording recording = recordFrames(3, request().keptBytes(0));
    presentMuxers.set(0, others);
    recorder.withdrawn(muxers);
    device.groups(3, 6, 5).end();
    recording.await();
    assertThat(times(others)).containsExactly(5L, 6L, 7L, 8L);
    assertThat(device.syncRequests).hasValue(1);
    assertThat(gap()).isEqualTo(2);
    assertThat(recording.statistics().framesLost()).isEqualTo(2);
  }

  @Test
  void configurationChanged_goesOnWithThatFrame() throws Exception {
    muxers.checking(
        frame -> {
          if (frame.decodeTime() == 5 * 3000 && muxers.opened.size() == 1) {
            throw MediaException.of(Code.CONFIGURATION_CHANGED, "another size");
          }
        });
    device.groups(0, 8, 5).end();
    Recording recording = recorder.start(request().build());
    recording.await();
    assertThat(muxers.opened).hasSize(2);
    assertThat(times(muxers)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(recording.files()).hasSize(2);
  }

  @Test
  void nextFileTaken_isNeverOverwritten() throws Exception {
    Path taken = Files.writeString(folder.resolve("out-002.mp4"), "mine");
    Recording recording = recordFrames(3, request());
    presentMuxers.set(0, others);
    recorder.withdrawn(muxers);
    device.groups(3, 1, 5).end();
    recording.await();
    assertThat(taken).hasContent("mine");
    assertThat(recording.files()).last().isEqualTo(folder.resolve("out-003.mp4"));
  }

  @Test
  void step_whileItWaits_waitsAndCanBeTakenBack() throws Exception {
    device.groups(0, 6, 5);
    SteppedRecording recording = begun(request());
    assertThat(recording.step()).isTrue();
    withdraw();
    awaitTrue(() -> recording.state() == State.WAITING);
    Thread stepping = Thread.currentThread();
    CompletableFuture<Void> interrupt = CompletableFuture.runAsync(stepping::interrupt);
    boolean takenBack = false;
    try {
      recording.step();
    } catch (InterruptedException e) {
      takenBack = true;
    }
    interrupt.get(10, TimeUnit.SECONDS);
    assertThat(takenBack).isTrue();
    CompletableFuture<Boolean> step = stepAsync(recording);
    bring();
    assertThat(step.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(times(others)).containsExactly(0L, 1L);
    assertThat(recording.step()).isTrue();
    stopped(recording);
    assertThat(recording.statistics().videoFrames()).isEqualTo(3);
  }

  @Test
  void withdrawn_muxerStuckInWrite_holdsNobodyUpAndLosesNothing() throws Exception {
    muxers.room.drainPermits();
    device.groups(0, 3, 5);
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> muxers.room.hasQueuedThreads());
    presentMuxers.set(0, others);
    long began = System.nanoTime();
    recorder.withdrawn(muxers);
    assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(8));
    muxers.room.release(10);
    device.end();
    recording.await();
    assertThat(muxers.written.size() + recording.statistics().framesLost()).isZero();
    assertThat(times(others)).containsExactly(0L, 1L, 2L);
  }
}
