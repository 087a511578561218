package io.boxwire.codec.aac.internal;

/** Counts the time of access units of 1,024 samples; no error adds up, and the rate may change. */
final class AccessUnitClock {
  private static final int SAMPLES = 1024;

  private long base;
  private long units;
  private int rate;
  private int timescale;

  /**
   * Says what the next access units are counted in.
   *
   * @param samplesPerSecond their rate
   * @param ticksPerSecond what times are counted in; always the same
   */
  void rate(int samplesPerSecond, int ticksPerSecond) {
    if (rate != samplesPerSecond) {
      base = rate == 0 ? 0 : now();
      units = 0;
      rate = samplesPerSecond;
      timescale = ticksPerSecond;
    }
  }

  /** The time of the next access unit, in ticks, rounded down. */
  long now() {
    long samples = units * SAMPLES;
    return base + samples / rate * timescale + samples % rate * timescale / rate;
  }

  /** An access unit has come. */
  void advance() {
    units++;
  }
}
