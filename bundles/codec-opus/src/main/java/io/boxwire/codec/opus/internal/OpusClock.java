package io.boxwire.codec.opus.internal;

/**
 * The time of packets, counted by their durations and set right by the granule positions of pages
 * (RFC 7845 4). Time 0 is the beginning of the first packet, pre-skip included.
 */
final class OpusClock {
  /** A gap that is longer is no gap but a broken number: a day. */
  private static final long LONGEST_GAP = 86_400L * OpusPacket.RATE;

  private int timescale = OpusPacket.RATE;
  private boolean begun;
  private long base;
  private long next;

  /**
   * What the packets of a page cover.
   *
   * @param start of the first, in samples
   * @param end of what is to be heard of the last
   */
  record Span(long start, long end) {}

  /** Sets what {@link #ticks} are. */
  void timescale(int ticksPerSecond) {
    timescale = ticksPerSecond;
  }

  /** A time in ticks, rounded down. */
  long ticks(long samples) {
    long seconds = Math.floorDiv(samples, (long) OpusPacket.RATE);
    long rest = Math.floorMod(samples, (long) OpusPacket.RATE);
    return seconds * timescale + rest * timescale / OpusPacket.RATE;
  }

  /**
   * Goes over a page.
   *
   * @param samples how long the packets that end in it last together
   * @param granule what it says its end is; negative if it says nothing
   * @param last whether it ends the stream, and so may end before its packets do
   */
  Span page(int samples, long granule, boolean last) {
    if (granule < 0) {
      return count(next, next + samples);
    }
    if (!begun) {
      begun = true;
      // A stream need not be recorded from its beginning; one page alone may end early.
      base = last ? Math.max(0, granule - samples) : granule - samples;
    }
    long end = granule - base;
    long gap = end - samples - next;
    long start = gap > 0 && gap <= LONGEST_GAP ? next + gap : next;
    boolean endsEarly = last && end < start + samples;
    return count(start, endsEarly ? Math.max(start, end) : start + samples);
  }

  private Span count(long start, long end) {
    next = end;
    return new Span(start, end);
  }
}
