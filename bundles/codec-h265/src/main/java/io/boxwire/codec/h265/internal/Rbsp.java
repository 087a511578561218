package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;

/** Opens NAL units for reading. */
final class Rbsp {
  private Rbsp() {}

  /**
   * A reader behind the header.
   *
   * @param nal the NAL unit, header included, from position to limit; not changed
   * @throws MediaException {@code TRUNCATED} if there is no whole header
   */
  static BitReader of(ByteBuffer nal) throws MediaException {
    return of(nal, nal.position(), nal.remaining());
  }

  /**
   * A reader behind the header.
   *
   * @param buffer holds the NAL unit
   * @param index where its header begins
   * @param length its bytes, header included
   * @throws MediaException {@code TRUNCATED} if there is no whole header
   */
  static BitReader of(ByteBuffer buffer, int index, int length) throws MediaException {
    if (length < NalType.HEADER_SIZE) {
      throw MediaException.of(Code.TRUNCATED, "a NAL unit of " + length + " bytes has no header");
    }
    return BitReader.ofNalUnit(buffer, index + NalType.HEADER_SIZE, length - NalType.HEADER_SIZE);
  }
}
