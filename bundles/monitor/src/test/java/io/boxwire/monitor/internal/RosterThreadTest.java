package io.boxwire.monitor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.RecordingStatus;
import io.boxwire.itests.fixtures.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RosterThreadTest {
  private final AtomicInteger updates = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private List<RecordingStatus> slowAtFirst() {
    updates.incrementAndGet();
    begun.countDown();
    try {
      assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return List.of();
  }

  @Test
  void wake_oftenWhileAnUpdateIsSlow_causesOneMore() throws Exception {
    Roster roster = new Roster(this::slowAtFirst, new BeanServer(null));
    try (RosterThread thread = new RosterThread("test", roster, Duration.ofHours(1))) {
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 1000; i++) {
        thread.wake();
      }
      release.countDown();
      Waits.until(() -> updates.get() == 2);
      thread.wake();
      Waits.until(() -> updates.get() == 3);
    }
    assertThat(updates).hasValue(3);
  }
}
