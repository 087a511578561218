package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrameQueueTest {
  private final AtomicInteger released = new AtomicInteger();
  private final FrameQueue queue = new FrameQueue(2, Duration.ZERO, frame -> false);

  @Test
  void take_afterPuts_keepsTheirOrder() throws Exception {
    Frame first = frame();
    Frame second = frame();
    queue.put(first);
    queue.put(second);
    assertThat(queue.take()).containsSame(first);
    assertThat(queue.take()).containsSame(second);
    assertThat(queue.fill()).isEqualTo(new FrameQueue.Fill(0, 2, 2, 0));
  }

  @Test
  void put_full_waitsForRoomAndCounts() throws Exception {
    fill();
    CompletableFuture<Boolean> third = put(frame());
    awaitWaits(1);
    assertThat(third).isNotDone();
    queue.take();
    assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.fill()).isEqualTo(new FrameQueue.Fill(2, 2, 2, 1));
  }

  @Test
  void end_whileAFrameWaits_stillLetsItThrough() throws Exception {
    fill();
    CompletableFuture<Boolean> third = put(frame());
    awaitWaits(1);
    queue.end();
    assertThat(queue.put(frame())).isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(queue.take()).isPresent();
    }
    assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.take()).isEmpty();
    assertThat(released).hasValue(0);
  }

  @Test
  void end_whileTakeWaits_endsIt() throws Exception {
    CompletableFuture<Boolean> taken = takenAsync();
    queue.end();
    assertThat(taken.get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void endWithin_nobodyEndsIt_endsByItself() throws Exception {
    CompletableFuture<Boolean> taken = takenAsync();
    queue.endWithin(Duration.ofMillis(50));
    assertThat(taken.get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(queue.put(frame())).isFalse();
  }

  @Test
  void endWithin_framesComeBefore_delivers() throws Exception {
    queue.endWithin(Duration.ofHours(1));
    queue.put(frame());
    assertThat(queue.take()).isPresent();
  }

  @Test
  void discard_full_releasesAllAndLetsThePutGo() throws Exception {
    fill();
    Frame third = frame();
    CompletableFuture<Boolean> put = put(third);
    awaitWaits(1);
    assertThat(queue.discard()).isEqualTo(2);
    assertThat(put.get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(released).hasValue(2);
    assertThat(queue.take()).isEmpty();
    assertThat(queue.put(third)).isFalse();
  }

  @Test
  void take_gathering_waitsUntilThereAreMany() throws Exception {
    FrameQueue gathering = new FrameQueue(8, Duration.ofHours(1), frame -> false);
    FutureTask<Boolean> taken = new FutureTask<>(() -> gathering.take().isPresent());
    Thread taker = new Thread(taken);
    taker.start();
    while (taker.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    gathering.put(frame());
    assertThat(taken.isDone()).isFalse();
    gathering.put(frame());
    assertThat(taken.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(gathering.take()).as("one that came together with it").isPresent();
  }

  @Test
  void put_urgentWhileGathering_givesItWithThoseBefore() throws Exception {
    FrameQueue gathering = new FrameQueue(8, Duration.ofHours(1), Frame::sync);
    CompletableFuture<Boolean> taken = taken(gathering);
    gathering.put(frame());
    gathering.put(frame().toBuilder().randomAccess(RandomAccess.SYNC).build());
    assertThat(taken.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(gathering.take().orElseThrow().sync()).isTrue();
  }

  @Test
  void poll_gatheringIsOver_givesTheOnlyOne() throws Exception {
    FrameQueue gathering = new FrameQueue(8, Duration.ofMillis(20), frame -> false);
    CompletableFuture<Boolean> taken = taken(gathering);
    gathering.put(frame());
    assertThat(taken.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void end_whileGathering_givesWhatThereIs() throws Exception {
    FrameQueue gathering = new FrameQueue(8, Duration.ofHours(1), frame -> false);
    CompletableFuture<Boolean> taken = taken(gathering);
    gathering.put(frame());
    gathering.end();
    assertThat(taken.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(gathering.take()).isEmpty();
  }

  @Test
  void wake_whileGathering_endsTheWait() throws Exception {
    FrameQueue gathering = new FrameQueue(8, Duration.ofHours(1), frame -> false);
    CompletableFuture<Boolean> polled = polled(gathering);
    gathering.wake();
    assertThat(polled.get(10, TimeUnit.SECONDS)).as("a frame").isFalse();
  }

  private static CompletableFuture<Boolean> polled(FrameQueue from) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return from.poll(MuxerUse.NEVER) != null;
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void fill() {
    queue.put(frame());
    queue.put(frame());
  }

  private CompletableFuture<Boolean> put(Frame frame) {
    return CompletableFuture.supplyAsync(() -> queue.put(frame));
  }

  private CompletableFuture<Boolean> takenAsync() {
    return taken(queue);
  }

  private static CompletableFuture<Boolean> taken(FrameQueue from) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return from.take().isPresent();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void awaitWaits(int count) {
    while (queue.fill().waits() < count) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("no put waits");
      }
      Thread.onSpinWait();
    }
  }

  private Frame frame() {
    PayloadOwner owner =
        new PayloadOwner() {
          @Override
          public void retain() {}

          @Override
          public void release() {
            released.incrementAndGet();
          }
        };
    return Frame.on(1).transferred(owner).build();
  }
}
