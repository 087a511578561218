package io.boxwire.repair.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file up to a place, for reading; closing it leaves the file open. Used by one thread. */
final class FileBeginning implements SeekableByteChannel {
  private final FileChannel file;
  private final long size;
  private long position;
  private boolean closed;

  FileBeginning(FileChannel file, long size) {
    this.file = file;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    check();
    if (position >= size) {
      return -1;
    }
    int limit = into.limit();
    into.limit(into.position() + (int) Math.min(into.remaining(), size - position));
    try {
      int bytes = file.read(into, position);
      position += Math.max(0, bytes);
      return bytes;
    } finally {
      into.limit(limit);
    }
  }

  @Override
  public long position() throws IOException {
    check();
    return position;
  }

  @Override
  public SeekableByteChannel position(long to) throws IOException {
    check();
    position = to;
    return this;
  }

  @Override
  public long size() throws IOException {
    check();
    return Math.min(size, file.size());
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long to) {
    throw new NonWritableChannelException();
  }

  private void check() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
