package io.boxwire.device.k230.internal.v4l2;

/** A microphone on a clock of its own, whose buffer overruns when it is not read. */
final class FakeLine implements PcmLine {
  private final FakeTime time;
  private final int rate;
  private final int frameBytes;
  private final int capacity;
  private final double speed;
  private long started = -1;
  private long taken;
  private long stopAt = Long.MAX_VALUE;
  private boolean closed;

  /**
   * Makes a line.
   *
   * @param speed how fast its clock is; 1 for exact
   * @param capacity samples that fit in its buffer
   */
  FakeLine(FakeTime time, int rate, int channels, double speed, int capacity) {
    this.time = time;
    this.rate = rate;
    this.frameBytes = 2 * channels;
    this.speed = speed;
    this.capacity = capacity;
  }

  /** Has it capture no more samples than these. */
  void stopAfter(long samples) {
    stopAt = samples;
  }

  boolean closed() {
    return closed;
  }

  /** How many samples have been captured by now. */
  private long captured() {
    return Math.min(stopAt, (long) ((time.nanos() - started) * speed * rate / 1e9));
  }

  @Override
  public String name() {
    return "fake microphone";
  }

  @Override
  public void start() {
    started = time.nanos();
  }

  @Override
  public int available() {
    long waiting = captured() - taken;
    if (waiting > capacity) {
      // The driver starts over with an empty buffer, and what was in it is lost.
      taken = captured();
      return 0;
    }
    return (int) waiting * frameBytes;
  }

  /** Each sample is the number of its millisecond, modulo 1000, so that a test sees when it was. */
  @Override
  public int read(byte[] into, int offset, int length) {
    for (int i = 0; i < length; i += 2) {
      long sample = taken + i / frameBytes;
      int value = (int) (sample * 1000 / rate % 1000);
      into[offset + i] = (byte) value;
      into[offset + i + 1] = (byte) (value >> 8);
    }
    taken += length / frameBytes;
    return length;
  }

  @Override
  public void close() {
    closed = true;
  }
}
