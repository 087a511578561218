package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingStatistics;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a recording does from its start to an end in order. */
final class DefaultRecorderTest extends RecorderFixture {
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
  void start_requestNamesTheFile_keepsItsName() throws Exception {
    UUID id = UUID.fromString("0e3b8f2c-5a41-4c8e-9a3d-6c1f2b7d9e50");
    device.frames(0, 1).end();
    recorder.start(request().muxer(MuxerOptions.builder().fileId(id).build()).build()).await();
    assertThat(muxers.opened.get(0).fileId()).hasValue(id);
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
  void using_fixedParts_records() throws Exception {
    device.frames(0, 3).end();
    new DefaultRecorder().using(muxers, List.of(device)).start(request().build()).await();
    assertThat(muxers.written).hasSize(3);
  }
}
