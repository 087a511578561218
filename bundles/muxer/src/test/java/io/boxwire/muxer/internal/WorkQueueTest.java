package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
