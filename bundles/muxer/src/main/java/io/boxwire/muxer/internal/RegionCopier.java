package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Copies a part of a file into a channel: by the kernel where it can, through a buffer where the
 * platform would use a very small one.
 */
final class RegionCopier {
  private static final int BUFFER = 256 << 10;

  private ByteBuffer buffer;

  /**
   * Copies.
   *
   * @param region where the bytes begin
   * @param length how many
   * @param to where they go, at its position
   * @return the length
   */
  long copy(FileRegion region, long length, WritableByteChannel to) throws IOException {
    boolean byKernel = to instanceof FileChannel || to instanceof SelectableChannel;
    long done = 0;
    while (done < length) {
      long from = region.position() + done;
      long n =
          byKernel
              ? region.channel().transferTo(from, length - done, to)
              : through(region.channel(), from, length - done, to);
      if (n <= 0) {
        throw new EOFException("the file copied from ends before " + (region.position() + length));
      }
      done += n;
    }
    return length;
  }

  private long through(FileChannel from, long position, long length, WritableByteChannel to)
      throws IOException {
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(BUFFER);
    }
    buffer.clear().limit((int) Math.min(BUFFER, length));
    int n = from.read(buffer, position);
    buffer.flip();
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
    return n;
  }
}
