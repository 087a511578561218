package io.boxwire.codec.aac.internal;

import java.util.List;
import java.util.OptionalInt;

/** The sampling frequencies that have a number (ISO/IEC 14496-3 table 1.18). */
final class SamplingFrequency {
  /** Stands for a frequency that is written out. */
  static final int ESCAPE = 15;

  private static final List<Integer> HERTZ =
      List.of(
          96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350);

  private SamplingFrequency() {}

  /** The frequency of a number; empty if the number is reserved. */
  static OptionalInt hertz(int index) {
    return index < HERTZ.size() ? OptionalInt.of(HERTZ.get(index)) : OptionalInt.empty();
  }

  /** The number of a frequency; empty if it has none. */
  static OptionalInt index(int hertz) {
    int index = HERTZ.indexOf(hertz);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
