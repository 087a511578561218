package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.Recording;
import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ownership, shutdown and failure, on either side and from any thread. */
@Timeout(30)
class DefaultRecorderTest {
  private static final MediaException BROKEN = MediaException.of(Code.DEVICE_FAILED, "broken");
  private static final MediaException DISK_FULL = MediaException.of(Code.IO, "disk full");

  private final List<String> journal = new CopyOnWriteArrayList<>();
  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();
  private final FakeDevice device = new FakeDevice("fake", journal);
  private final FakeMuxers muxers = new FakeMuxers(journal);
  private final List<MuxerFactory> presentMuxers = new CopyOnWriteArrayList<>(List.of(muxers));
  private final List<CaptureDevice> presentDevices = new CopyOnWriteArrayList<>(List.of(device));
  private final DefaultRecorder recorder =
      new DefaultRecorder(
          () -> presentMuxers, () -> presentDevices, task -> journal.add("recording ended"));

  @TempDir Path folder;

  @AfterEach
  void everyFrameWasReleasedOnceAndTheDeviceClosed() {
    device.assertReleasedOnce();
  }

  @Test
  void start_unknownDevice_namesThosePresent() {
    assertRefused(request().device("cam9"), Code.BAD_REQUEST, "fake");
  }

  @Test
  void start_noMuxer_saysSo() {
    presentMuxers.clear();
    assertRefused(request(), Code.SERVICE_GONE, "no muxer");
  }

  @Test
  void start_fileExists_closesTheDevice() throws Exception {
    Files.createFile(file());
    assertRefused(request(), Code.IO, "out.mp4");
    assertThat(file()).isEmptyFile();
    assertThat(journal).containsExactly("device closed");
  }

  @Test
  void start_trackRefused_leavesNeitherFileNorOpenDevice() {
    muxers.refusingTracks();
    assertRefused(request(), Code.NO_CODEC, "h264");
    assertThat(file()).doesNotExist();
    assertThat(journal).containsExactly("file closed", "device closed");
  }

  @Test
  void start_deviceWithoutTracks_isRefused() {
    device.tracks();
    assertRefused(request(), Code.BAD_REQUEST, "no track");
  }

  @Test
  void await_deviceEnds_allFramesAreWrittenAndBothClosed() throws Exception {
    device.frames(0, 1000).end();
    Recording recording = recorder.start(request().build());
    recording.await();
    assertThat(recording.state()).isEqualTo(State.ENDED);
    assertThat(recording.files()).containsExactly(file());
    assertThat(muxers.written)
        .extracting(Frame::decodeTime)
        .hasSize(1000)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(journal).contains("file closed", "device closed").endsWith("recording ended");
    RecordingStatistics statistics = recording.statistics();
    assertThat(statistics.videoFrames()).isEqualTo(1000);
    assertThat(statistics.bytes()).isEqualTo(1000);
    assertThat(statistics.framesDropped()).isEqualTo(3);
    assertThat(statistics.mediaTime()).isEqualTo(Duration.ofNanos(33_333_333_333L));
    assertThat(statistics.queuedFrames()).isZero();
  }

  @Test
  void await_videoFrameLimit_endsWithoutTheDeviceEnding() throws Exception {
    device.frames(0, 500);
    Recording recording = recorder.start(request().videoFrames(200).build());
    recording.await();
    assertThat(muxers.written).hasSize(200);
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void await_audioStallsBeforeTheLimit_isReported() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO).frames(0, 100);
    recorder.start(request().videoFrames(30).build()).await();
    assertThat(muxers.written).hasSize(30);
    assertThat(events)
        .singleElement()
        .satisfies(event -> assertThat(event.kind()).isEqualTo(MediaEvent.Kind.TRACK_STALLED))
        .satisfies(event -> assertThat(event.track()).hasValue(2));
  }

  @Test
  void await_timeout_leavesTheRecordingRunning() throws Exception {
    Recording recording = recorder.start(request().build());
    assertThat(recording.await(Duration.ofMillis(1))).isFalse();
    assertThat(recording.state()).isEqualTo(State.RUNNING);
    recording.stop();
    assertThat(recording.await(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void await_interrupted_leavesTheRecordingRunning() throws Exception {
    Recording recording = recorder.start(request().build());
    Thread.currentThread().interrupt();
    assertThatThrownBy(recording::await).isInstanceOf(InterruptedException.class);
    assertThat(recording.state()).isEqualTo(State.RUNNING);
    recording.stop();
    recording.await();
  }

  @Test
  void write_otherTrackNumbers_areTranslated() throws Exception {
    muxers.numberingTracksFrom(7);
    device
        .tracks(FakeDevice.VIDEO, FakeDevice.AUDIO)
        .frame(Frame.on(1).time(0))
        .frame(Frame.on(2).time(0))
        .end();
    recorder.start(request().build()).await();
    assertThat(muxers.written).extracting(Frame::track).containsExactly(7, 8);
  }

  @Test
  void read_borrowedPayload_isKept() throws Exception {
    ByteBuffer reused = ByteBuffer.wrap(new byte[] {1});
    device.read(() -> Optional.of(Frame.on(1).payload(reused).build()));
    device.read(
        () -> {
          reused.put(0, (byte) 2);
          return Optional.empty();
        });
    recorder.start(request().build()).await();
    assertThat(muxers.written)
        .singleElement()
        .satisfies(frame -> assertThat(frame.payload().get()).isEqualTo((byte) 1));
  }

  @Test
  void stop_twiceFromOtherThreads_writesWhatWasCaptured() throws Exception {
    device.frames(0, 100);
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> device.delivered.get() == 100);
    CompletableFuture.allOf(
            CompletableFuture.runAsync(recording::stop),
            CompletableFuture.runAsync(recording::stop))
        .get(10, TimeUnit.SECONDS);
    recording.await();
    recording.stop();
    assertThat(muxers.written).hasSize(100);
    assertThat(recording.state()).isEqualTo(State.ENDED);
  }

  @Test
  void stop_queueFull_writesTheFrameThatWaits() throws Exception {
    muxers.room.drainPermits();
    device.frames(0, 10);
    Recording recording = recorder.start(request().queueCapacity(3).build());
    // One in the muxer, three in the queue, one waits.
    awaitTrue(() -> recording.statistics().queuedFrames() == 3 && device.delivered.get() == 5);
    recording.stop();
    assertThat(recording.state()).isEqualTo(State.STOPPING);
    muxers.room.release(100);
    recording.await();
    assertThat(muxers.written).hasSize(5);
  }

  @Test
  void stop_deviceIgnoresInterrupts_closesTheFileAndThenTheDevice() throws Exception {
    device.ignoringInterrupts().frames(0, 5);
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> muxers.written.size() == 5);
    recording.stop();
    recording.await();
    assertThat(journal).containsExactly("file closed", "device closed", "recording ended");
  }

  @Test
  void backPressure_slowMuxer_isCountedAndLosesNothing() throws Exception {
    muxers.room.drainPermits();
    device.frames(0, 50).end();
    Recording recording = recorder.start(request().queueCapacity(4).build());
    // One in the muxer, four in the queue, one waits.
    awaitTrue(() -> device.delivered.get() == 6 && recording.statistics().queuedFrames() == 4);
    awaitTrue(() -> recording.statistics().queueWaits() > 0);
    assertThat(recording.statistics().queueCapacity()).isEqualTo(4);
    muxers.room.release(100);
    recording.await();
    assertThat(muxers.written).hasSize(50);
    assertThat(recording.statistics().queuePeak()).isEqualTo(4);
  }

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
    awaitTrue(() -> recording.statistics().queuedFrames() == 4 && device.delivered.get() == 9);
    queued.countDown();
    MediaException failure = failureOf(recording);
    assertThat(failure).isSameAs(DISK_FULL);
    assertThat(failure.getSuppressed()[0]).hasMessageContaining("4 captured frames");
    assertThat(muxers.written).hasSize(3);
    assertThat(journal).contains("file closed", "device closed");
  }

  @Test
  void muxerFailsToClose_reachesTheCaller() throws Exception {
    muxers.failingToClose(MediaException.of(Code.IO, "no moov"));
    device.frames(0, 2).end();
    assertThat(failureOf(recorder.start(request().build()))).hasMessage("no moov");
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
    device.frames(0, WriteLoop.REFUSALS + 50);
    Recording recording = recorder.start(request().build());
    assertThat(failureOf(recording).code()).isEqualTo(Code.BAD_FRAME);
    assertThat(recording.statistics().framesRefused()).isEqualTo(WriteLoop.REFUSALS);
  }

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
  void withdrawn_muxer_writesWhatIsQueuedFirst() throws Exception {
    muxers.room.drainPermits();
    device.frames(0, 20);
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> device.delivered.get() == 20);
    muxers.room.release(100);
    presentMuxers.clear();
    recorder.withdrawn(muxers);
    assertThat(muxers.written).hasSize(20);
    assertThat(failureOf(recording).code()).isEqualTo(Code.SERVICE_GONE);
    assertRefused(request(), Code.SERVICE_GONE, "no muxer");
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
        .anySatisfy(e -> assertThat(e).hasMessageContaining("2 captured frames"));
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

  @Test
  void using_fixedParts_records() throws Exception {
    device.frames(0, 3).end();
    new DefaultRecorder().using(muxers, List.of(device)).start(request().build()).await();
    assertThat(muxers.written).hasSize(3);
  }

  private Path file() {
    return folder.resolve("out.mp4");
  }

  private RecordingRequest.Builder request() {
    return request("out.mp4");
  }

  private RecordingRequest.Builder request(String name) {
    MuxerOptions options = MuxerOptions.builder().listener(events::add).build();
    return RecordingRequest.to(
            new Sink.File(folder.resolve(name)), CaptureRequest.builder().video("h264").build())
        .device("fake")
        .muxer(options);
  }

  private void assertRefused(RecordingRequest.Builder request, Code code, String message) {
    MediaException refusal =
        catchThrowableOfType(MediaException.class, () -> recorder.start(request.build()));
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal).hasMessageContaining(message);
  }

  private static MediaException failureOf(Recording recording) {
    return catchThrowableOfType(MediaException.class, recording::await);
  }

  /** Waits for a condition that another thread makes true; the class's timeout is the limit. */
  private static void awaitTrue(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("the condition did not come true in time");
      }
      Thread.onSpinWait();
    }
  }
}
