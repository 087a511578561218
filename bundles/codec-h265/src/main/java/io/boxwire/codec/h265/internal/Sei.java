package io.boxwire.codec.h265.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.bitstream.BitReader;
import java.nio.ByteBuffer;

/** The SEI messages that matter here (ITU-T H.265 7.3.5, Annex D). */
final class Sei {
  static final int PICTURE_TIMING = 1;
  static final int RECOVERY_POINT = 6;
  static final int MASTERING_DISPLAY = 137;
  static final int CONTENT_LIGHT_LEVEL = 144;

  /** Takes messages. */
  @FunctionalInterface
  interface Receiver {
    /**
     * Takes one message.
     *
     * @param type {@code payloadType}
     * @param payload its bytes without emulation prevention, from index 0; valid during the call
     * @throws MediaException if the message is broken
     */
    void message(int type, ByteBuffer payload) throws MediaException;
  }

  private Sei() {}

  /**
   * Reads the messages of an SEI NAL unit.
   *
   * @param nal the NAL unit, header included; not changed
   * @param out receives each message
   * @throws MediaException {@code TRUNCATED} if a message is longer than the NAL unit
   */
  static void read(ByteBuffer nal, Receiver out) throws MediaException {
    BitReader in = Rbsp.of(nal);
    while (in.moreRbspData()) {
      int type = readVariable(in);
      int size = readVariable(in);
      if (size > nal.remaining()) {
        throw MediaException.of(
            Code.TRUNCATED,
            "an SEI message of " + size + " bytes in a NAL unit of " + nal.remaining());
      }
      byte[] payload = new byte[size];
      for (int i = 0; i < size; i++) {
        payload[i] = (byte) in.bits(8);
      }
      out.message(type, ByteBuffer.wrap(payload));
    }
  }

  /**
   * Reads the messages of an SEI NAL unit as far as they are sound. What they tell is an addition,
   * and the NAL unit itself is passed on whole; a damaged one must not cost the picture.
   *
   * @param nal the NAL unit, header included; not changed
   * @param out receives each message
   * @return whether all of it was sound
   */
  static boolean readLenient(ByteBuffer nal, Receiver out) {
    try {
      read(nal, out);
      return true;
    } catch (MediaException e) {
      return false;
    }
  }

  /** A number coded as so many bytes of 255 and one that is less. */
  private static int readVariable(BitReader in) throws MediaException {
    int value = 0;
    int part;
    do {
      part = in.bits(8);
      value += part;
    } while (part == 255);
    return value;
  }
}
