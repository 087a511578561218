package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.recorder.internal.clock.SourceClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CaptureLoopTest {
  private final List<MediaException> failures = new ArrayList<>();

  @Test
  void framesDropped_whileTheDeviceIsClosed_isNeverLessThanBefore() throws Exception {
    SlowToCount device = new SlowToCount();
    SourceClock times = SourceClock.live("slow", device.tracks(), event -> {});
    CaptureLoop loop =
        new CaptureLoop(
            device,
            1,
            times,
            System::nanoTime,
            new FrameQueue(1, Duration.ZERO, frame -> false),
            failures::add);
    new Thread(loop, "capture").start();
    device.asked.await();
    FutureTask<Long> dropped = new FutureTask<>(loop::framesDropped);
    Thread reader = new Thread(dropped, "reader");
    reader.start();
    while (!dropped.isDone() && reader.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
    device.answers.countDown();
    assertThat(dropped.get(10, TimeUnit.SECONDS)).isEqualTo(7);
    loop.awaitEnd(Duration.ofSeconds(10));
    assertThat(loop.framesDropped()).isEqualTo(7);
    assertThat(failures).isEmpty();
  }

  /** A device at its end that is slow to tell what it dropped. */
  private static final class SlowToCount implements CaptureSession {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch answers = new CountDownLatch(1);

    @Override
    public List<TrackFormat> tracks() {
      return List.of(FakeDevice.VIDEO);
    }

    @Override
    public Optional<Frame> read() {
      return Optional.empty();
    }

    @Override
    public long framesDropped() {
      asked.countDown();
      try {
        answers.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return 7;
    }

    @Override
    public void close() {}
  }
}
