package io.boxwire.codec.aac.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;

/**
 * A descriptor of ISO/IEC 14496-1 7.2.2: a tag, a size of one to four bytes, and so many bytes.
 *
 * @param tag what it is
 * @param payload its bytes, all of which are there
 */
record Descriptor(int tag, ByteBuffer payload) {
  static final int ES = 3;
  static final int DECODER_CONFIG = 4;
  static final int DECODER_SPECIFIC_INFO = 5;
  static final int SL_CONFIG = 6;

  /** A size has seven bits a byte, and four bytes at most (8.3.3). */
  private static final int MOST_SIZE_BYTES = 4;

  /**
   * Reads the descriptor at a position, which moves behind it.
   *
   * @param in where descriptors lie
   * @throws MediaException MALFORMED if it is not wholly there
   */
  static Descriptor read(ByteBuffer in) throws MediaException {
    need(in, 2, "the header of a descriptor");
    int tag = in.get() & 0xff;
    int size = 0;
    for (int i = 1; ; i++) {
      need(in, 1, "the size of descriptor " + tag);
      int next = in.get() & 0xff;
      size = size << 7 | next & 0x7f;
      if (next < 0x80) {
        break;
      }
      if (i == MOST_SIZE_BYTES) {
        throw malformed("the size of descriptor " + tag + " has more than four bytes");
      }
    }
    need(in, size, "descriptor " + tag);
    Descriptor descriptor = new Descriptor(tag, in.slice(in.position(), size));
    in.position(in.position() + size);
    return descriptor;
  }

  /** Appends a descriptor. */
  static void write(ByteBuffer out, int tag, byte[] payload) {
    out.put((byte) tag);
    for (int shift = 7 * (sizeBytes(payload.length) - 1); shift > 0; shift -= 7) {
      out.put((byte) (payload.length >> shift | 0x80));
    }
    out.put((byte) (payload.length & 0x7f)).put(payload);
  }

  /** How many bytes a descriptor takes. */
  static int size(int payload) {
    return 1 + sizeBytes(payload) + payload;
  }

  private static int sizeBytes(int payload) {
    return payload < 1 << 7 ? 1 : payload < 1 << 14 ? 2 : payload < 1 << 21 ? 3 : 4;
  }

  /** Checks that so many bytes are there. */
  static void need(ByteBuffer in, int bytes, String what) throws MediaException {
    if (bytes > in.remaining()) {
      throw malformed(what + " needs " + bytes + " bytes, " + in.remaining() + " are there");
    }
  }

  private static MediaException malformed(String message) {
    return MediaException.of(Code.MALFORMED, message);
  }
}
