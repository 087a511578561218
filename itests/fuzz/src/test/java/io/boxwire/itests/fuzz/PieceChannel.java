package io.boxwire.itests.fuzz;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.IntSupplier;

/** A pipe that hands over its bytes in pieces of any length. */
final class PieceChannel implements ReadableByteChannel {
  private final ByteBuffer bytes;
  private final IntSupplier lengths;
  private boolean open = true;

  /**
   * Makes a pipe.
   *
   * @param bytes what comes out of it
   * @param lengths how many bytes a read gives at most, at least 1
   */
  PieceChannel(byte[] bytes, IntSupplier lengths) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.lengths = lengths;
  }

  @Override
  public int read(ByteBuffer target) {
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int n = Math.min(Math.min(lengths.getAsInt(), target.remaining()), bytes.remaining());
    target.put(bytes.slice(bytes.position(), n));
    bytes.position(bytes.position() + n);
    return n;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
