package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * A file. An interrupted thread closes the channel it works on; where the muxer made the file, it
 * is opened again then and the work repeated at the same offset, so that an interrupt never costs a
 * recording. The thread stays interrupted.
 *
 * <p>Regions of other files are copied behind the caller's back, and what little is appended
 * meanwhile is written there as well, in its turn; every other call waits for that, but for {@link
 * #force}, which another thread may do at any time.
 */
final class FileOutput implements Output {
  /** What is rather copied than waited for: a {@code moof}, not payload. */
  private static final int SMALL = 64 << 10;

  private final Storage storage;
  private final WorkQueue copies = new WorkQueue("boxwire-copier");
  private long position;

  /** Up to where the file is written; behind the position while regions are copied. */
  private volatile long written;

  private FileOutput(Storage storage, long position) {
    this.storage = storage;
    moveTo(position);
  }

  /** Makes a file that must not exist yet. */
  static FileOutput create(Path path) throws IOException {
    return new FileOutput(new CreatedFile(path), 0);
  }

  /** Writes a file of the caller's, from the channel's position on. */
  static FileOutput on(FileChannel channel) throws IOException {
    return new FileOutput(new GivenFile(channel), channel.position());
  }

  /** Works on the file's channel. */
  private interface Work {
    void on(FileChannel channel) throws IOException;
  }

  /** Does work that may be repeated from its beginning. */
  private void uninterrupted(Work work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel channel = storage.channel();
        try {
          work.on(channel);
          return;
        } catch (ClosedChannelException e) {
          // This thread was interrupted, or one that worked beside it.
          interrupted |= Thread.interrupted();
          storage.reopen(channel, e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String name() {
    return storage.name();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public void complete() throws IOException {
    await(() -> false);
  }

  @Override
  public void complete(long end) throws IOException {
    await(() -> written >= end);
  }

  private void await(BooleanSupplier enough) throws IOException {
    try {
      copies.await(enough);
    } catch (IOException e) {
      position = written;
      throw e;
    }
  }

  private void moveTo(long to) {
    position = to;
    written = to;
  }

  @Override
  public void append(ByteBuffer[] buffers, int count) throws IOException {
    long length = remaining(buffers, count);
    if (length <= SMALL && copies.busy()) {
      ByteBuffer bytes = joined(buffers, count, (int) length);
      appendLater(length, at -> write(bytes, at));
      return;
    }
    complete();
    long end = position + length;
    uninterrupted(
        channel -> {
          // A write that is interrupted throws, but has moved the buffers by what it wrote.
          channel.position(end - remaining(buffers, count));
          int first = 0;
          moveTo(channel.position());
          try {
            while (first < count) {
              channel.write(buffers, first, count - first);
              moveTo(end - remaining(buffers, count));
              while (first < count && !buffers[first].hasRemaining()) {
                first++;
              }
            }
          } finally {
            follow(channel);
          }
        });
  }

  /** A write that fails may have written something: that is to be cut off later. */
  private void follow(FileChannel channel) throws IOException {
    if (channel.isOpen()) {
      moveTo(channel.position());
    }
  }

  private static long remaining(ByteBuffer[] buffers, int count) {
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += buffers[i].remaining();
    }
    return bytes;
  }

  private static ByteBuffer joined(ByteBuffer[] buffers, int count, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (int i = 0; i < count; i++) {
      bytes.put(buffers[i]);
    }
    return bytes.flip();
  }

  @Override
  public void append(FileRegion region, long length) throws IOException {
    appendLater(length, at -> copy(region, length, at));
  }

  /** Something that is appended behind the caller's back, at an offset. */
  private interface Later {
    void at(long offset) throws IOException;
  }

  private void appendLater(long length, Later work) throws IOException {
    long at = position;
    try {
      copies.add(() -> work.at(at));
    } catch (IOException e) {
      position = written;
      throw e;
    }
    position = at + length;
  }

  private void write(ByteBuffer bytes, long at) throws IOException {
    while (bytes.hasRemaining()) {
      storage.channel().write(bytes, at + bytes.position());
      written = at + bytes.position();
    }
  }

  private void copy(FileRegion region, long length, long at) throws IOException {
    FileChannel channel = storage.channel();
    channel.position(at);
    for (long done = 0; done < length; ) {
      long from = region.position() + done;
      long n = region.channel().transferTo(from, length - done, channel);
      if (n <= 0) {
        throw new EOFException("the file copied from ends before " + region);
      }
      done += n;
      written = at + done;
    }
  }

  @Override
  public boolean seekable() {
    return true;
  }

  @Override
  public void write(long offset, ByteBuffer bytes) throws IOException {
    complete();
    int start = bytes.position();
    uninterrupted(
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes, offset + bytes.position() - start);
          }
        });
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    complete();
    int start = into.position();
    uninterrupted(
        channel -> {
          while (into.hasRemaining()) {
            if (channel.read(into, offset + into.position() - start) < 0) {
              throw new EOFException("the file has become shorter");
            }
          }
        });
  }

  @Override
  public boolean readable() {
    try {
      uninterrupted(channel -> channel.read(ByteBuffer.allocate(0), 0));
      return true;
    } catch (NonReadableChannelException | IOException e) {
      // Whatever else is wrong with the file will show when it is written.
      return false;
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    complete();
    uninterrupted(channel -> channel.truncate(size));
    moveTo(Math.min(position, size));
  }

  @Override
  public boolean forceable() {
    return true;
  }

  @Override
  public void force() throws IOException {
    uninterrupted(channel -> storage.force());
  }

  @Override
  public void close() throws IOException {
    try {
      complete();
    } finally {
      storage.close(position);
    }
  }
}
