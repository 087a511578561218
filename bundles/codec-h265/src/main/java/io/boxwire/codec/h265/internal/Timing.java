package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.bitstream.BitReader;

/**
 * The clock of a stream, as VPS and VUI state it (ITU-T H.265 7.4.3.1, E.3.1). Both numbers are
 * unsigned 32-bit values; one that is 0 is no clock.
 *
 * @param unitsInTick {@code num_units_in_tick}
 * @param timeScale {@code time_scale}, units a second
 */
record Timing(long unitsInTick, long timeScale) {
  /** Nothing is stated. */
  static final Timing NONE = new Timing(0, 0);

  static Timing read(BitReader in) throws MediaException {
    return new Timing(in.longBits(32), in.longBits(32));
  }

  boolean known() {
    return unitsInTick > 0 && timeScale > 0;
  }
}
