package io.boxwire.muxer.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** A file in memory that can fail, be cut off from reading, or leave payload out. */
class MemoryChannel implements SeekableByteChannel {
  private byte[] bytes = new byte[1024];
  private int size;
  private long position;
  private boolean readable = true;
  long failAfter = Long.MAX_VALUE;
  long written;

  MemoryChannel notReadable() {
    readable = false;
    return this;
  }

  byte[] content() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int n = source.remaining();
    if (written + n > failAfter) {
      // As a full disk does: some of it goes, the rest does not.
      n = (int) Math.max(0, failAfter - written);
      if (n == 0) {
        throw new IOException("no space left");
      }
    }
    int end = (int) position + n;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    source.get(bytes, (int) position, n);
    position = end;
    size = Math.max(size, end);
    written += n;
    return n;
  }

  @Override
  public int read(ByteBuffer into) {
    if (!readable) {
      throw new NonReadableChannelException();
    }
    int n = (int) Math.min(into.remaining(), size - position);
    if (n <= 0) {
      return -1;
    }
    into.put(bytes, (int) position, n);
    position += n;
    return n;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long to) {
    position = to;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long to) {
    size = (int) Math.min(size, to);
    position = Math.min(position, to);
    return this;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
