package io.boxwire.itests.interop;

import java.util.List;

/** Times to the half millisecond: what two timescales leave equal, and any two frames apart. */
final class HalfMillis {
  private HalfMillis() {}

  static long of(long nanos) {
    return (nanos + 250_000) / 500_000;
  }

  /** Presentation times after the first one in presentation order. */
  static List<Long> of(Probe probe) {
    return probe.presentation().stream().map(HalfMillis::of).toList();
  }
}
