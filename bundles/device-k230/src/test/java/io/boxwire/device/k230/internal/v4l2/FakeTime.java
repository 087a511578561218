package io.boxwire.device.k230.internal.v4l2;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A clock that goes on when somebody waits. */
final class FakeTime {
  private long nanos = 3_000_000_000L;

  long nanos() {
    return nanos;
  }

  void pass(long more) {
    nanos += more;
  }

  /** What is waited on to stop; it comes down by itself at a time. */
  CountDownLatch stopAt(long end) {
    return new CountDownLatch(1) {
      @Override
      public boolean await(long timeout, TimeUnit unit) {
        pass(unit.toNanos(timeout));
        return nanos >= end;
      }

      @Override
      public long getCount() {
        return nanos >= end ? 0 : 1;
      }
    };
  }
}
