package io.boxwire.codec.opus.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Puts packets together that go over several pages. One that lies in a single page is not copied.
 */
final class PacketJoiner {
  /** No packet of audio is larger: eight streams have less than 500,000 bytes in 120 ms. */
  private static final int LARGEST = 1 << 20;

  private ByteBuffer begun = ByteBuffer.allocate(0);
  private boolean open;

  /** Whether a packet has begun and not ended. */
  boolean open() {
    return open;
  }

  /** How many bytes of it there are. */
  int bytes() {
    return begun.position();
  }

  /** Gives up the packet that has begun. */
  void forget() {
    open = false;
    begun = ByteBuffer.allocate(0);
  }

  /**
   * Takes the next part.
   *
   * @return the packet if it is whole; of comments, which may hold pictures, the beginning
   * @throws MediaException LIMIT_EXCEEDED if a packet is larger than any can be
   */
  Optional<ByteBuffer> take(OggPage.Part part) throws MediaException {
    if (part.ends() && !open) {
      return Optional.of(part.bytes());
    }
    open = true;
    append(part.bytes());
    if (!part.ends()) {
      return Optional.empty();
    }
    ByteBuffer whole = begun.flip();
    forget();
    return Optional.of(whole);
  }

  private void append(ByteBuffer bytes) throws MediaException {
    if (begun.position() + bytes.remaining() > LARGEST) {
      if (OpusTags.areTags(begun.duplicate().flip())) {
        return;
      }
      throw MediaException.of(
          Code.LIMIT_EXCEEDED, "a packet in Ogg has more than " + LARGEST + " bytes");
    }
    if (begun.remaining() < bytes.remaining()) {
      int size = Math.max(2 * begun.capacity(), begun.position() + bytes.remaining());
      begun = ByteBuffer.allocate(size).put(begun.flip());
    }
    begun.put(bytes.duplicate());
  }
}
