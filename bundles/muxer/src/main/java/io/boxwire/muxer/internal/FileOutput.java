package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that the muxer made. An interrupted thread closes the channel it works on; the file is
 * opened again then and the work repeated at the same offset, so that an interrupt never costs a
 * recording. The thread stays interrupted.
 *
 * <p>Regions of other files are copied behind the caller's back; every other call waits for that.
 */
final class FileOutput implements Output {
  private final Path path;
  private final WorkQueue copies = new WorkQueue("boxwire-copier");
  private FileChannel channel;
  private long position;

  /** Up to where the file is written; behind the position while regions are copied. */
  private volatile long written;

  /** Makes a file that must not exist yet. */
  FileOutput(Path path) throws IOException {
    this.path = path;
    this.channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Does work that may be repeated from its beginning. */
  private void uninterrupted(WorkQueue.Work work) throws IOException {
    complete();
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          work.run();
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = true;
          Thread.interrupted();
          channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
    try {
      copies.await();
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
    long end = position + remaining(buffers, count);
    uninterrupted(
        () -> {
          // A write that is interrupted throws, but has moved the buffers by what it wrote.
          channel.position(end - remaining(buffers, count));
          int first = 0;
          moveTo(channel.position());
          while (first < count) {
            channel.write(buffers, first, count - first);
            moveTo(end - remaining(buffers, count));
            while (first < count && !buffers[first].hasRemaining()) {
              first++;
            }
          }
        });
  }

  private static long remaining(ByteBuffer[] buffers, int count) {
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += buffers[i].remaining();
    }
    return bytes;
  }

  @Override
  public void append(FileRegion region, long length) throws IOException {
    long at = position;
    try {
      copies.add(() -> copy(region, length, at));
    } catch (IOException e) {
      position = written;
      throw e;
    }
    position = at + length;
  }

  private void copy(FileRegion region, long length, long at) throws IOException {
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
    int start = bytes.position();
    uninterrupted(
        () -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes, offset + bytes.position() - start);
          }
        });
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    int start = into.position();
    uninterrupted(
        () -> {
          while (into.hasRemaining()) {
            if (channel.read(into, offset + into.position() - start) < 0) {
              throw new EOFException("the file has become shorter");
            }
          }
        });
  }

  @Override
  public void skip(long bytes) throws IOException {
    complete();
    moveTo(position + bytes);
  }

  @Override
  public void truncate(long size) throws IOException {
    uninterrupted(() -> channel.truncate(size));
    moveTo(Math.min(position, size));
  }

  @Override
  public void force() throws IOException {
    uninterrupted(() -> channel.force(false));
  }

  @Override
  public void close() throws IOException {
    try {
      complete();
    } finally {
      channel.close();
    }
  }
}
