package io.boxwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaEvent.Kind;
import org.junit.jupiter.api.Test;

class MediaEventQueueTest {
  private final MediaEventQueue queue = new MediaEventQueue();
  private final MediaEvent first = MediaEvent.of(Kind.FILE_OPENED, "a");
  private final MediaEvent second = MediaEvent.of(Kind.FILE_CLOSED, "b");

  @Test
  void poll_events_comeInOrderAndOnce() {
    queue.onEvent(first);
    queue.onEvent(second);

    assertThat(queue.poll()).hasValue(first);
    assertThat(queue.poll()).hasValue(second);
    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void close_events_areForgottenAndNotKeptAnyMore() {
    queue.onEvent(first);
    queue.close();
    queue.onEvent(second);

    assertThat(queue.poll()).isEmpty();
  }
}
