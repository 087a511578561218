package io.boxwire.device.k230.internal.v4l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.device.k230.internal.device.FrameQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WorkerTest {
  private final FrameQueue queue = new FrameQueue("v4l2", 1 << 20);
  private final AtomicInteger released = new AtomicInteger();

  /** As when there is no direct memory left for a picture. */
  @Test
  void capture_error_isToldToTheReaderOnceTheDeviceIsLetGoOf() throws Exception {
    Worker worker = new Worker("test", failing(new OutOfMemoryError("no memory")), queue);
    worker.start();
    assertThatThrownBy(queue::take)
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("fake: capturing ended")
        .hasMessageContaining("no memory");
    assertThat(released).hasValue(1);
    worker.end();
    assertThat(released).hasValue(1);
  }

  @Test
  void release_runtimeException_isToldToWhoeverEndsIt() throws Exception {
    Worker worker = new Worker("test", releasing(new IllegalStateException("twice")), queue);
    worker.start();
    assertThatThrownBy(worker::end)
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("fake")
        .hasMessageContaining("twice");
  }

  private Worker.Task failing(Error error) {
    return new Worker.Task() {
      @Override
      public String device() {
        return "fake";
      }

      @Override
      public void capture(CountDownLatch stop) {
        throw error;
      }

      @Override
      public void release() {
        released.incrementAndGet();
      }
    };
  }

  private static Worker.Task releasing(RuntimeException failure) {
    return new Worker.Task() {
      @Override
      public String device() {
        return "fake";
      }

      @Override
      public void capture(CountDownLatch stop) throws InterruptedException {
        stop.await();
      }

      @Override
      public void release() {
        throw failure;
      }
    };
  }
}
