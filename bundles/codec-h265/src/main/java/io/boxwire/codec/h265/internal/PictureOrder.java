package io.boxwire.codec.h265.internal;

/**
 * Works out picture order counts (ITU-T H.265 8.3.1). Begins as a decoder does that has seen
 * nothing: the first picture starts a sequence, whatever its type.
 */
final class PictureOrder {
  /** Counts restart at the next picture: the first one, or one behind an end of sequence. */
  private boolean restart = true;

  private boolean started;
  private long previousTid0Count;

  /** Says that an end of sequence or end of bitstream NAL unit was passed. */
  void endSequence() {
    restart = true;
  }

  /** Whether the last picture began a coded video sequence ({@code NoRaslOutputFlag}). */
  boolean started() {
    return started;
  }

  /**
   * Goes to the next picture in decoding order.
   *
   * @param nalType type of its slices
   * @param temporalId its sub-layer, from 0
   * @param lsb the low bits of its count
   * @param lsbBits how many there are
   * @return its count within the sequence
   */
  long next(int nalType, int temporalId, int lsb, int lsbBits) {
    started = restart || NalType.isIdr(nalType) || NalType.isBla(nalType);
    restart = false;
    long count = started ? lsb : nearest(lsb, 1L << lsbBits);
    if (temporalId == 0
        && !NalType.isLeading(nalType)
        && !NalType.isSubLayerNonReference(nalType)) {
      previousTid0Count = count;
    }
    return count;
  }

  /** The count with these low bits that is nearest to the one before, equation 8-1. */
  private long nearest(int lsb, long cycle) {
    long previousLsb = previousTid0Count & cycle - 1;
    long count = previousTid0Count - previousLsb + lsb;
    if (previousLsb - lsb >= cycle / 2) {
      return count + cycle;
    }
    return lsb - previousLsb > cycle / 2 ? count - cycle : count;
  }
}
