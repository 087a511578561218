package io.boxwire.codec.aac.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;

/** Reads bits, the most significant first, and none beyond the end. */
final class BitReader {
  private final ByteBuffer data;
  private int position;

  /** Begins at a buffer's position, which is not moved. */
  BitReader(ByteBuffer data) {
    this.data = data.slice();
  }

  /** How many bits are left. */
  int left() {
    return data.limit() * 8 - position;
  }

  /**
   * Reads a number.
   *
   * @param bits how many, 1 to 24
   * @throws MediaException MALFORMED if there are fewer
   */
  int read(int bits) throws MediaException {
    if (bits > left()) {
      throw MediaException.of(
          Code.MALFORMED, "an AudioSpecificConfig of " + data.limit() + " bytes ends too early");
    }
    int value = 0;
    for (int i = 0; i < bits; i++, position++) {
      value = value << 1 | data.get(position >> 3) >> (7 - (position & 7)) & 1;
    }
    return value;
  }

  boolean flag() throws MediaException {
    return read(1) == 1;
  }
}
