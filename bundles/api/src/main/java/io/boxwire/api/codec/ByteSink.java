package io.boxwire.api.codec;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** Takes bytes in pieces, in order, without copying them. */
@ProviderType
public interface ByteSink {
  /**
   * Takes a piece. It is used as it stands, from position to limit, and must not change afterwards
   * for as long as the payload it belongs to is valid; its position is not moved.
   *
   * @param piece the bytes
   */
  void bytes(ByteBuffer piece);

  /**
   * Takes a part of a buffer.
   *
   * @param data the buffer; neither its position nor its limit is regarded or moved
   * @param index the first byte, from 0
   * @param length how many
   */
  default void bytes(ByteBuffer data, int index, int length) {
    bytes(data.slice(index, length));
  }
}
