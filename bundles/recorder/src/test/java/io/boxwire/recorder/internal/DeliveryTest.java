package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.capture.FrameReceiver;
import io.boxwire.recorder.internal.clock.SourceClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that deliver by themselves. */
final class DeliveryTest extends RecorderFixture {
  private final DeliveringDevice camera = new DeliveringDevice();

  @BeforeEach
  void plugIn() {
    presentDevices.add(camera);
  }

  @AfterEach
  void nothingIsHeld() {
    assertThat(camera.held).hasValue(0);
  }

  private Recording start() throws Exception {
    return recorder.start(ofCamera().build());
  }

  private RecordingRequest.Builder ofCamera() {
    return request().device("delivering");
  }

  @Test
  void take_untilTheEnd_isRecordedInItsOrder() throws Exception {
    Recording recording = start();
    FrameReceiver receiver = camera.receiver.get();
    for (int i = 0; i < 50; i++) {
      assertThat(receiver.take(camera.picture(1, i))).isTrue();
    }
    receiver.end();
    recording.await();
    assertThat(muxers.written.stream().mapToLong(Frame::decodeTime))
        .containsExactly(LongStream.range(0, 50).mapToObj(i -> i * 3000).toArray(Long[]::new));
    assertThat(camera.closed).hasValue(1);
  }

  @Test
  void take_afterTheEnd_leavesTheFrameToTheDevice() throws Exception {
    Recording recording = start();
    FrameReceiver receiver = camera.receiver.get();
    receiver.end();
    assertRefused(receiver);
    recording.await();
    assertRefused(receiver);
  }

  @Test
  void take_whenStopped_leavesTheFrameToTheDevice() throws Exception {
    Recording recording = start();
    FrameReceiver receiver = camera.receiver.get();
    assertThat(receiver.take(camera.picture(1, 0))).isTrue();
    recording.stop();
    recording.await();
    assertRefused(receiver);
    assertThat(recording.statistics().videoFrames()).isOne();
    assertThat(camera.closed).hasValue(1);
  }

  @Test
  void stop_beforeAnythingCame_closesTheDevice() throws Exception {
    Recording recording = start();
    camera.receiver.get();
    recording.stop();
    recording.await();
    assertThat(camera.closed).hasValue(1);
  }

  @Test
  void stop_withNoThreadThatWaits_closesTheDeviceOnce() throws Exception {
    Recording recording = start();
    FrameReceiver receiver = camera.receiver.get();
    while (capturing().isPresent()) {
      Thread.onSpinWait();
    }
    assertThat(receiver.take(camera.picture(1, 0))).isTrue();
    recording.stop();
    recording.stop();
    recording.await();
    assertThat(recording.statistics().videoFrames()).isOne();
    assertThat(camera.closed).hasValue(1);
  }

  private static Optional<Thread> capturing() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("boxwire-capture"))
        .findAny();
  }

  @Test
  void fail_endsTheRecordingWithIt() throws Exception {
    Recording recording = start();
    FrameReceiver receiver = camera.receiver.get();
    assertThat(receiver.take(camera.picture(1, 0))).isTrue();
    MediaException why = MediaException.of(Code.DEVICE_FAILED, "unplugged");
    receiver.fail(why);
    assertRefused(receiver);
    assertThat(failureOf(recording)).isSameAs(why);
    assertThat(recording.statistics().videoFrames()).isOne();
  }

  @Test
  void take_onATrackThatIsNotThere_endsTheRecording() throws Exception {
    Recording recording = start();
    FrameReceiver receiver = camera.receiver.get();
    Frame stray = camera.picture(2, 0);
    assertThat(receiver.take(stray)).isFalse();
    stray.release();
    assertThat(failureOf(recording)).hasMessageContaining("track 2 of 1");
  }

  @Test
  void take_frameOfNobody_isKept() throws Exception {
    Recording recording = start();
    FrameReceiver receiver = camera.receiver.get();
    Frame lent = camera.picture(1, 0);
    assertThat(receiver.take(Frame.on(1).time(0).duration(3000).payload(lent.payload()).build()))
        .isTrue();
    lent.release();
    receiver.end();
    recording.await();
    assertThat(recording.statistics().videoFrames()).isOne();
  }

  @Test
  void take_whenTheQueueIsFull_leavesTheFrameToTheDeviceAtOnce() throws InterruptedException {
    FrameQueue queue = new FrameQueue(2, Duration.ZERO, frame -> false);
    SourceClock times = SourceClock.live("full", List.of(FakeDevice.VIDEO), event -> {});
    Delivery delivery =
        new Delivery(1, times, System::nanoTime, queue, DeliveryTest::unexpected, why -> {});
    assertThat(delivery.take(camera.picture(1, 0))).isTrue();
    assertThat(delivery.take(camera.picture(1, 1))).isTrue();
    assertRefused(delivery);
    assertThat(queue.fill().waits()).isOne();
    queue.take().orElseThrow().release();
    assertThat(delivery.take(camera.picture(1, 2))).isTrue();
    assertThat(queue.discard()).isEqualTo(2);
    assertRefused(delivery);
  }

  @Test
  void take_whatThrows_failsInPlaceOfThrowing() {
    SourceClock times = SourceClock.live("throwing", List.of(FakeDevice.VIDEO), event -> {});
    List<Optional<MediaException>> over = new ArrayList<>();
    Delivery delivery =
        new Delivery(
            1,
            times,
            () -> {
              throw new IllegalStateException("no time");
            },
            new FrameQueue(2, Duration.ZERO, frame -> false),
            e -> MediaException.of(Code.DEVICE_FAILED, "wrapped " + e.getMessage(), e),
            over::add);
    assertRefused(delivery);
    delivery.end();
    assertThat(over).hasSize(1);
    assertThat(over.get(0).orElseThrow()).hasMessageContaining("wrapped no time");
  }

  private static MediaException unexpected(Throwable e) {
    throw new AssertionError(e);
  }

  private void assertRefused(FrameReceiver receiver) {
    int before = camera.held.get();
    Frame late = camera.picture(1, 100);
    assertThat(receiver.take(late)).isFalse();
    late.release();
    assertThat(camera.held).hasValue(before);
  }
}
