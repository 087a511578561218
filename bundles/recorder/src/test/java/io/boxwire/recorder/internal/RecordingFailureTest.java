package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.Recording;
import io.boxwire.api.Recording.State;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recording whose device or muxer fails, refuses or misbehaves. */
final class RecordingFailureTest extends RecorderFixture {
  private static final MediaException BROKEN = MediaException.of(Code.DEVICE_FAILED, "broken");
  private static final MediaException DISK_FULL = MediaException.of(Code.IO, "disk full");

  @Test
  void deviceFails_whatWasQueuedIsWrittenFirst() throws Exception {
    muxers.room.drainPermits();
    device.frames(0, 20).failure(BROKEN);
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> recording.state() == State.STOPPING);
    muxers.room.release(100);
    assertThat(failureOf(recording)).isSameAs(BROKEN);
    assertThat(recording.state()).isEqualTo(State.FAILED);
    assertThat(muxers.written).hasSize(20);
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void deviceThrowsUnchecked_isADeviceFailure() throws Exception {
    device
        .frames(0, 2)
        .read(
            () -> {
              throw new IllegalStateException("bug");
            });
    MediaException failure = failureOf(recorder.start(request().build()));
    assertThat(failure.code()).isEqualTo(Code.DEVICE_FAILED);
    assertThat(failure).hasRootCauseMessage("bug");
    assertThat(muxers.written).hasSize(2);
  }

  @Test
  void deviceDeliversOnUnknownTrack_isADeviceFailure() throws Exception {
    device.frame(Frame.on(1).time(0)).frame(Frame.on(2).time(0));
    MediaException failure = failureOf(recorder.start(request().build()));
    assertThat(failure.code()).isEqualTo(Code.DEVICE_FAILED);
    assertThat(failure).hasMessageContaining("track 2 of 1");
  }

  @Test
  void deviceFailsToClose_reachesTheCaller() throws Exception {
    device.failingToClose(BROKEN).frames(0, 2).end();
    assertThat(failureOf(recorder.start(request().build()))).isSameAs(BROKEN);
    assertThat(muxers.written).hasSize(2);
  }

  @Test
  void muxerFails_deviceIsClosedAndTheUnwrittenCounted() throws Exception {
    CountDownLatch queued = new CountDownLatch(1);
    muxers.checking(
        frame -> {
          if (frame.decodeTime() == 3 * 3000) {
            queued.await();
            throw DISK_FULL;
          }
        });
    device.frames(0, 10);
    Recording recording = recorder.start(request().queueCapacity(4).build());
    // One in the muxer, four in the queue, one waits.
    awaitTrue(() -> recording.statistics().queuedFrames() == 4 && device.delivered.get() == 9);
    queued.countDown();
    MediaException failure = failureOf(recording);
    assertThat(failure).isSameAs(DISK_FULL);
    assertThat(failure.getSuppressed()[0]).hasMessageContaining("5 captured frames");
    assertThat(muxers.written).hasSize(3);
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void muxerFailsToClose_reachesTheCaller() throws Exception {
    muxers.failingToClose(MediaException.of(Code.IO, "no moov"));
    device.frames(0, 2).end();
    assertThat(failureOf(recorder.start(request().build()))).hasMessage("no moov");
  }

  /** Another thread may have used up the heap. */
  @Test
  void memoryIsOutInTheMuxer_endsWithTheReasonAndClosesAll() throws Exception {
    muxers.checking(
        frame -> {
          if (frame.decodeTime() == 3 * 3000) {
            throw new OutOfMemoryError("Java heap space");
          }
        });
    device.frames(0, 10);
    Recording recording = recorder.start(request().build());
    assertThat(failureOf(recording)).hasMessageContaining("OutOfMemoryError: Java heap space");
    assertThat(recording.state()).isEqualTo(Recording.State.FAILED);
    assertThat(muxers.written).hasSize(3);
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void memoryIsOutInTheDevice_endsWithTheReasonAndClosesAll() throws Exception {
    device
        .frames(0, 3)
        .read(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });
    Recording recording = recorder.start(request().build());
    assertThat(failureOf(recording)).hasMessageContaining("OutOfMemoryError: Java heap space");
    assertThat(muxers.written).hasSize(3);
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void muxerThrowsUnchecked_reachesTheCaller() throws Exception {
    muxers.checking(
        frame -> {
          throw new IllegalStateException("bug");
        });
    device.frames(0, 5);
    assertThat(failureOf(recorder.start(request().build()))).hasRootCauseMessage("bug");
  }

  @Test
  void muxerThrowsWhatIsNotDeclared_reachesTheCaller() throws Exception {
    muxers.checking(
        frame -> RecordingFailureTest.<RuntimeException>undeclared(new IOException("a bug")));
    device.frames(0, 5);
    Recording recording = recorder.start(request().build());
    assertThat(failureOf(recording)).hasRootCauseMessage("a bug");
    assertThat(recording.state()).isEqualTo(State.FAILED);
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void deviceThrowsWhatIsNotDeclared_isADeviceFailure() throws Exception {
    device
        .frames(0, 2)
        .read(
            () -> {
              RecordingFailureTest.<RuntimeException>undeclared(new IOException("a bug"));
              return Optional.empty();
            });
    MediaException failure = failureOf(recorder.start(request().build()));
    assertThat(failure.code()).isEqualTo(Code.DEVICE_FAILED);
    assertThat(failure).hasRootCauseMessage("a bug");
    assertThat(muxers.written).hasSize(2);
  }

  /** Throws what the compiler does not know of, as plugins in other languages do. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void undeclared(Exception why) throws E {
    throw (E) why;
  }

  /** It may do one or the other. That each payload goes back once is seen to after each test. */
  @ParameterizedTest
  @EnumSource(
      value = Code.class,
      names = {"IO", "CLOSED", "SERVICE_GONE", "CONFIGURATION_CHANGED"})
  void muxerReleasesAndThrows_endsWithItsReason(Code code) throws Exception {
    MediaException reason = MediaException.of(code, "not this one");
    muxers.checking(frame -> releaseAndThrow(frame, 3, reason));
    device.groups(0, 8, 2);
    assertThat(failureOf(recorder.start(request().build()))).isSameAs(reason);
    assertThat(muxers.written).hasSize(3);
  }

  @Test
  void muxerReleasesAndRefuses_goesOnWithTheNext() throws Exception {
    muxers.checking(
        frame -> releaseAndThrow(frame, 3, MediaException.of(Code.BAD_FRAME, "not this one")));
    device.groups(0, 8, 2).end();
    Recording recording = recorder.start(request().build());
    recording.await();
    assertThat(muxers.written).hasSize(7);
    assertThat(recording.statistics().framesRefused()).isEqualTo(1);
  }

  @Test
  void muxerReleasesAndThrowsUnchecked_reachesTheCaller() throws Exception {
    muxers.checking(
        frame -> {
          frame.release();
          throw new IllegalStateException("bug");
        });
    device.frames(0, 5);
    assertThat(failureOf(recorder.start(request().build()))).hasRootCauseMessage("bug");
  }

  private static void releaseAndThrow(Frame frame, int number, MediaException reason)
      throws MediaException {
    if (frame.decodeTime() == number * 3000L) {
      frame.release();
      throw reason;
    }
  }

  @Test
  void muxerRefusesFramesBeforeSync_goesOnAndAsksForSync() throws Exception {
    muxers.checking(
        frame -> {
          if (muxers.written.isEmpty() && !frame.sync()) {
            throw MediaException.of(Code.BAD_FRAME, "before the first sync sample");
          }
        });
    device.frames(0, 3).frame(Frame.on(1).time(9000).randomAccess(RandomAccess.SYNC)).frames(4, 3);
    Recording recording = recorder.start(request().videoFrames(4).build());
    recording.await();
    assertThat(muxers.written).hasSize(4);
    assertThat(device.syncRequests).hasValue(1);
    assertThat(recording.statistics().framesRefused()).isEqualTo(3);
    assertThat(recording.statistics().videoFrames()).isEqualTo(4);
  }

  @Test
  void muxerRefusesEverything_isAFailureInTheEnd() throws Exception {
    muxers.checking(
        frame -> {
          throw MediaException.of(Code.BAD_FRAME, "no picture");
        });
    device.frames(0, FrameFlow.REFUSALS + 50);
    Recording recording = recorder.start(request().build());
    assertThat(failureOf(recording).code()).isEqualTo(Code.BAD_FRAME);
    assertThat(recording.statistics().framesRefused()).isEqualTo(FrameFlow.REFUSALS);
  }
}
