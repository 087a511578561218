package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that fails on the queue's own thread is told to whoever waits for it. */
@Timeout(60)
class WorkQueueTest {
  private final WorkQueue queue = new WorkQueue("boxwire-test");

  @Test
  void await_workFailed_saysSoOnceAndTheQueueGoesOn() throws Exception {
    queue.add(
        () -> {
          throw new IOException("the card is worn out");
        });
    assertThatThrownBy(queue::await).hasMessage("the card is worn out");
    queue.add(() -> {});
    assertThatCode(queue::await).doesNotThrowAnyException();
  }

  @Test
  void await_enough_returnsWhileTheRestGoesOn() throws Exception {
    AtomicInteger done = new AtomicInteger();
    CountDownLatch rest = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      queue.add(done::incrementAndGet);
    }
    queue.add(() -> awaitUninterruptibly(rest));
    queue.await(() -> done.get() == 3);
    assertThat(done).hasValue(3);
    assertThat(queue.busy()).isTrue();
    rest.countDown();
    queue.await();
    assertThat(queue.busy()).isFalse();
  }

  @Test
  void add_behindMoreThanMayWait_isDoneInOrder() throws Exception {
    List<Integer> done = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      added.add(number);
      queue.add(() -> done.add(number));
    }
    queue.await();
    assertThat(done).isEqualTo(added);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void await_workThrewAnError_saysSoInsteadOfWaitingForEver() throws Exception {
    queue.add(
        () -> {
          throw new InternalError("no memory");
        });
    assertThatThrownBy(queue::await)
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(InternalError.class);
  }
}
