package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedFrameTest {
  private final AtomicInteger released = new AtomicInteger();
  private final SharedFrame.Pool pool = new SharedFrame.Pool();

  @Test
  void handed_once_isTheFrameItself() {
    Frame frame = frame();
    SharedFrame shared = pool.share(frame);
    assertThat(shared.handed()).isSameAs(frame);
    assertThat(shared.isHeld()).isTrue();
    frame.release();
    assertThat(shared.isHeld()).isFalse();
    assertThat(released).hasValue(0);
    shared.release();
    assertThat(released).hasValue(1);
  }

  @Test
  void handed_again_isAnotherFrameOfTheSamePayload() {
    SharedFrame shared = pool.share(frame());
    Frame first = shared.handed();
    first.release();
    Frame second = shared.handed();
    assertThat(second).isNotSameAs(first);
    first.release();
    assertThat(shared.isHeld()).as("by the second").isTrue();
    second.release();
    shared.release();
    assertThat(released).hasValue(1);
  }

  @Test
  void takeBack_refusedAndUndone_frameIsTheCallersAgain() {
    Frame frame = frame();
    SharedFrame shared = pool.share(frame);
    shared.takeBack(shared.handed());
    shared.undo();
    assertThat(released).hasValue(0);
    frame.release();
    assertThat(released).hasValue(1);
  }

  @Test
  void share_afterRelease_knowsNothingOfTheFrameBefore() {
    SharedFrame first = pool.share(frame());
    first.takenBy(7);
    first.lostByItsFile();
    Frame before = first.handed();
    before.release();
    first.release();
    Frame next = frame();
    SharedFrame second = pool.share(next);
    assertThat(second).as("used again").isSameAs(first);
    assertThat(second.isIn(7)).isFalse();
    assertThat(second.missing()).isFalse();
    assertThat(second.handed()).isSameAs(next);
    before.release();
    assertThat(second.isHeld()).as("whatever becomes of the frame before").isTrue();
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
