package io.boxwire.itests.benchmarks.loops;

import io.boxwire.api.PayloadOwner;

/** The owner of payloads that live as long as the benchmark. */
enum Unowned implements PayloadOwner {
  INSTANCE;

  @Override
  public void retain() {
    // They are not counted.
  }

  @Override
  public void release() {
    // As above.
  }
}
