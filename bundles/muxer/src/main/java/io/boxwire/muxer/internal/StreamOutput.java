package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.LockSupport;

/** A channel of the caller's that only goes on, such as a socket. Left open at the end. */
final class StreamOutput implements Output {
  /** How long to wait when a channel takes nothing although it is in blocking mode. */
  private static final long PAUSE_NANOS = 500_000;

  private final WritableByteChannel channel;
  private final RegionCopier copier = new RegionCopier();
  private long position;

  StreamOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void append(ByteBuffer[] buffers, int count) throws IOException {
    int first = 0;
    while (first < count) {
      long n =
          channel instanceof GatheringByteChannel gathering
              ? gathering.write(buffers, first, count - first)
              : channel.write(buffers[first]);
      if (n == 0 && buffers[first].hasRemaining()) {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
      position += n;
      while (first < count && !buffers[first].hasRemaining()) {
        first++;
      }
    }
  }

  @Override
  public void append(FileRegion region, long length) throws IOException {
    position += copier.copy(region, length, channel);
  }

  @Override
  public boolean seekable() {
    return false;
  }

  @Override
  public void write(long offset, ByteBuffer bytes) {
    throw new UnsupportedOperationException("a stream can't go back");
  }

  @Override
  public void read(long offset, ByteBuffer into) {
    throw new UnsupportedOperationException("a stream can't go back");
  }

  @Override
  public boolean readable() {
    return false;
  }

  @Override
  public void truncate(long size) {
    throw new UnsupportedOperationException("a stream can't go back");
  }

  @Override
  public void close() {
    // The channel is the caller's.
  }
}
