package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * How composition and decode times of a track lie to each other (ISO/IEC 14496-12:2022 8.6.1.4).
 *
 * @param version 1 if values have 64 bits, else 0
 * @param flags 0
 * @param compositionToDtsShift added to composition times, makes none precede its decode time
 * @param leastDecodeToDisplayDelta the smallest composition offset
 * @param greatestDecodeToDisplayDelta the largest composition offset
 * @param compositionStartTime the smallest composition time
 * @param compositionEndTime the largest composition time and the duration of that sample; 0 if
 *     unknown
 */
public record CompositionToDecodeBox(
    int version,
    int flags,
    long compositionToDtsShift,
    long leastDecodeToDisplayDelta,
    long greatestDecodeToDisplayDelta,
    long compositionStartTime,
    long compositionEndTime)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("cslg");

  static final CompositionToDecodeBox BLANK = new CompositionToDecodeBox(0, 0, 0, 0, 0, 0, 0);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public CompositionToDecodeBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int bits = Times.bits(v);
    return new CompositionToDecodeBox(
        v,
        f.flags(flags),
        f.signed("compositionToDTSShift", bits, compositionToDtsShift),
        f.signed("leastDecodeToDisplayDelta", bits, leastDecodeToDisplayDelta),
        f.signed("greatestDecodeToDisplayDelta", bits, greatestDecodeToDisplayDelta),
        f.signed("compositionStartTime", bits, compositionStartTime),
        f.signed("compositionEndTime", bits, compositionEndTime));
  }
}
