package io.boxwire.itests.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A new file whose changes all go through three methods, so that they can be watched or made to
 * fail. A gathering write is one write, as it is for the operating system.
 */
abstract class InstrumentedFile extends FileChannel {
  private static final int TRANSFER = 1 << 16;

  private final FileChannel real;

  InstrumentedFile(Path path) throws IOException {
    real =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Writes.
   *
   * @return how many of the bytes were written; the position of the buffer moved by as many
   */
  int store(ByteBuffer source, long offset) throws IOException {
    return real.write(source, offset);
  }

  /** Truncates. */
  void cut(long size) throws IOException {
    real.truncate(size);
  }

  /** Forces. The memory of this process is storage enough: nothing is asked of the real disk. */
  abstract void sync() throws IOException;

  @Override
  public final synchronized int write(ByteBuffer source) throws IOException {
    long at = real.position();
    int before = source.position();
    try {
      return store(source, at);
    } finally {
      real.position(at + source.position() - before);
    }
  }

  @Override
  public final synchronized long write(ByteBuffer[] sources, int offset, int count)
      throws IOException {
    int bytes = 0;
    for (int i = offset; i < offset + count; i++) {
      bytes = Math.addExact(bytes, sources[i].remaining());
    }
    ByteBuffer all = ByteBuffer.allocate(bytes);
    for (int i = offset; i < offset + count; i++) {
      all.put(sources[i].duplicate());
    }
    all.flip();
    try {
      return write(all);
    } finally {
      int left = all.position();
      for (int i = offset; i < offset + count && left > 0; i++) {
        int taken = Math.min(left, sources[i].remaining());
        sources[i].position(sources[i].position() + taken);
        left -= taken;
      }
    }
  }

  @Override
  public final synchronized int write(ByteBuffer source, long position) throws IOException {
    return store(source, position);
  }

  @Override
  public final synchronized long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    ByteBuffer window = ByteBuffer.allocate((int) Math.min(TRANSFER, count));
    int read = source.read(window);
    window.flip();
    return read <= 0 ? 0 : store(window, position);
  }

  @Override
  public final synchronized FileChannel truncate(long size) throws IOException {
    cut(size);
    return this;
  }

  @Override
  public final void force(boolean metaData) throws IOException {
    sync();
  }

  @Override
  public final int read(ByteBuffer target) throws IOException {
    return real.read(target);
  }

  @Override
  public final long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return real.read(targets, offset, length);
  }

  @Override
  public final int read(ByteBuffer target, long position) throws IOException {
    return real.read(target, position);
  }

  @Override
  public final long transferTo(long position, long count, WritableByteChannel target)
      throws IOException {
    return real.transferTo(position, count, target);
  }

  @Override
  public final long position() throws IOException {
    return real.position();
  }

  @Override
  public final FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public final long size() throws IOException {
    return real.size();
  }

  @Override
  public final MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException("what is written by mapping can't be watched");
  }

  @Override
  public final FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public final FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  @Override
  protected final void implCloseChannel() throws IOException {
    real.close();
  }
}
