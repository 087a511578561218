package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import io.boxwire.itests.fixtures.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrameQueueTest {
  private static final Duration GATHER = Duration.ofHours(1);

  private final AtomicInteger released = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
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
  void leave_framesComeTogether_callsWhenThereAreMany() {
    FrameQueue gathering = gathering(frame -> false);
    assertThat(gathering.leave(MuxerUse.NEVER, calls::incrementAndGet)).isTrue();
    gathering.put(frame());
    assertThat(calls).hasValue(0);
    gathering.put(frame());
    gathering.put(frame());
    assertThat(calls).as("once").hasValue(1);
    assertThat(drained(gathering)).isEqualTo(3);
  }

  @Test
  void leave_urgentFrameComes_callsForItAndThoseBefore() {
    FrameQueue gathering = gathering(Frame::sync);
    gathering.leave(MuxerUse.NEVER, calls::incrementAndGet);
    gathering.put(frame());
    gathering.put(frame().toBuilder().randomAccess(RandomAccess.SYNC).build());
    assertThat(calls).hasValue(1);
    assertThat(drained(gathering)).isEqualTo(2);
  }

  @Test
  void leave_first_isForAsLongAsFramesComeTogether() {
    FrameQueue gathering = gathering(frame -> false);
    long before = System.nanoTime();
    gathering.leave(MuxerUse.NEVER, calls::incrementAndGet);
    assertThat(gathering.until() - before)
        .isBetween(GATHER.toNanos(), GATHER.toNanos() + System.nanoTime() - before);
  }

  @Test
  void leave_deadlineIsSooner_isUntilThen() {
    FrameQueue gathering = gathering(frame -> false);
    long deadline = System.nanoTime();
    gathering.leave(deadline, calls::incrementAndGet);
    assertThat(gathering.until()).isEqualTo(deadline);
  }

  @Test
  void until_putIsUnderWay_doesNotWaitForIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    FrameQueue busy =
        gathering(
            frame -> {
              asked.countDown();
              return await(answer);
            });
    long deadline = System.nanoTime();
    busy.leave(deadline, calls::incrementAndGet);
    CompletableFuture<Boolean> put = CompletableFuture.supplyAsync(() -> busy.put(frame()));
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(busy.until()).isEqualTo(deadline);
    assertThat(put).isNotDone();
    answer.countDown();
    assertThat(put.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leave_noneCameTogether_callsForTheNextFrame() {
    FrameQueue gathering = gathering(frame -> false);
    gathering.leave(MuxerUse.NEVER, calls::incrementAndGet);
    assertThat(gathering.poll()).isNull();
    gathering.leave(MuxerUse.NEVER, calls::incrementAndGet);
    assertThat(gathering.until()).isEqualTo(MuxerUse.NEVER);
    gathering.put(frame());
    assertThat(calls).hasValue(1);
    assertThat(drained(gathering)).isEqualTo(1);

    gathering.leave(MuxerUse.NEVER, calls::incrementAndGet);
    gathering.put(frame());
    assertThat(calls).as("they come together again").hasValue(1);
  }

  @Test
  void leave_nothingComesTogether_callsForEachFrame() {
    for (int i = 1; i <= 3; i++) {
      assertThat(queue.leave(MuxerUse.NEVER, calls::incrementAndGet)).isTrue();
      assertThat(queue.until()).isEqualTo(MuxerUse.NEVER);
      queue.put(frame());
      assertThat(calls).hasValue(i);
      assertThat(drained(queue)).isEqualTo(1);
    }
  }

  @Test
  void leave_frameThereOrWokenOrEnded_isToStay() {
    queue.put(frame());
    assertThat(queue.leave(MuxerUse.NEVER, calls::incrementAndGet)).as("a frame").isFalse();
    drained(queue);
    queue.wake();
    assertThat(queue.leave(MuxerUse.NEVER, calls::incrementAndGet)).as("woken").isFalse();
    assertThat(queue.leave(MuxerUse.NEVER, calls::incrementAndGet)).as("not woken").isTrue();
    queue.poll();
    queue.end();
    assertThat(queue.leave(MuxerUse.NEVER, calls::incrementAndGet)).as("ended").isFalse();
    assertThat(calls).hasValue(0);
  }

  @Test
  void leave_wokenOrEndedMeanwhile_calls() {
    List<Consumer<FrameQueue>> whys =
        List.of(
            FrameQueue::wake,
            FrameQueue::end,
            FrameQueue::discard,
            left -> left.endWithin(Duration.ofHours(1)));
    for (Consumer<FrameQueue> why : whys) {
      calls.set(0);
      FrameQueue gathering = gathering(frame -> false);
      gathering.leave(MuxerUse.NEVER, calls::incrementAndGet);
      gathering.put(frame());
      why.accept(gathering);
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void leave_comesBackAndWaitsHere_isWokenHere() throws Exception {
    queue.leave(MuxerUse.NEVER, calls::incrementAndGet);
    FutureTask<Optional<Frame>> taken = new FutureTask<>(queue::take);
    Thread writer = new Thread(taken);
    writer.start();
    Waits.until(() -> writer.getState() == Thread.State.WAITING);
    queue.put(frame());
    assertThat(taken.get(10, TimeUnit.SECONDS)).isPresent();
    assertThat(calls).hasValue(0);
  }

  @Test
  void leave_endIsNear_isUntilThenAndEndsByItself() {
    queue.endWithin(Duration.ofMillis(10));
    assertThat(queue.leave(MuxerUse.NEVER, calls::incrementAndGet)).isTrue();
    while (queue.until() - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
    assertThat(queue.poll()).isNull();
    assertThat(queue.leave(MuxerUse.NEVER, calls::incrementAndGet)).isFalse();
    assertThat(queue.over()).isTrue();
  }

  @Test
  void leave_putWaitsAtTheEnd_callsForItsFrame() throws Exception {
    fill();
    CompletableFuture<Boolean> third = put(frame());
    awaitWaits(1);
    queue.end();
    assertThat(drained(queue)).isGreaterThanOrEqualTo(2);
    int more = 0;
    while (!third.isDone() || queue.fill().now() > 0) {
      if (!queue.leave(MuxerUse.NEVER, calls::incrementAndGet)) {
        more += drained(queue);
      }
    }
    assertThat(third.get()).isTrue();
    assertThat(queue.over()).isTrue();
    assertThat(more).isLessThanOrEqualTo(1);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static FrameQueue gathering(Predicate<Frame> urgent) {
    return new FrameQueue(8, GATHER, urgent);
  }

  private static int drained(FrameQueue from) {
    int count = 0;
    while (from.poll() != null) {
      count++;
    }
    return count;
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
