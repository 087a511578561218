package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedFrameTest {
  private final AtomicInteger released = new AtomicInteger();

  @Test
  void handed_once_isTheFrameItself() {
    Frame frame = frame();
    SharedFrame shared = new SharedFrame(frame);
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
    SharedFrame shared = new SharedFrame(frame());
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
    SharedFrame shared = new SharedFrame(frame);
    shared.takeBack(shared.handed());
    shared.undo();
    assertThat(released).hasValue(0);
    frame.release();
    assertThat(released).hasValue(1);
  }

  /** Against the contract; what is left of the payload's holds is the sharing itself. */
  @Test
  void takeBack_releasedByWhoRefusedIt_goesBackOnce() {
    Frame frame = frame();
    SharedFrame shared = new SharedFrame(frame);
    Frame handed = shared.handed();
    handed.release();
    shared.takeBack(handed);
    assertThat(shared.spent()).isTrue();
    assertThat(released).hasValue(0);
    shared.undo();
    frame.release();
    assertThat(released).hasValue(1);
  }

  @Test
  void takeBack_repeatedAndReleasedByWhoRefusedIt_isStillHeld() {
    SharedFrame shared = new SharedFrame(frame());
    Frame first = shared.handed();
    Frame again = shared.handed();
    again.release();
    shared.takeBack(again);
    assertThat(shared.spent()).isFalse();
    assertThat(shared.isHeld()).as("by the first").isTrue();
    first.release();
    shared.release();
    assertThat(released).hasValue(1);
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
