package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.PayloadOwner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Owner of memory that is never reused, only shared: all it does is count, so that a frame released
 * twice is found out.
 */
final class SharedPayload implements PayloadOwner {
  private final AtomicLong lent = new AtomicLong();

  @Override
  public void retain() {
    lent.incrementAndGet();
  }

  @Override
  public void release() {
    if (lent.decrementAndGet() < 0) {
      throw new IllegalStateException("a frame of the built-in device was released twice");
    }
  }

  /** How many frames are out and not yet released. */
  long lent() {
    return lent.get();
  }
}
