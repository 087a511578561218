package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.box.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is finished where it is. Locked for as long as it is open, so that nobody else writes
 * it; an interrupted thread closes it, and it can then be finished anew.
 */
final class InPlaceOutput implements Output {
  private final FileChannel channel;
  private final OpenFile file;
  private final long whole;
  private long position;

  /**
   * Opens a file and locks it. Nothing is written.
   *
   * @param path the file
   * @param whole up to where it is whole; appending goes on there
   * @throws MediaException BAD_STATE if somebody writes it; BAD_REQUEST if it has no fragments, or
   *     is shorter
   */
  InPlaceOutput(Path path, long whole) throws IOException {
    this.whole = whole;
    this.position = whole;
    this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel, path);
      if (channel.size() < whole) {
        throw MediaException.of(
            Code.BAD_REQUEST, "the file has " + channel.size() + " bytes, not " + whole);
      }
      this.file = OpenFile.read(ByteSource.of(channel), whole);
    } catch (IOException | RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  /** Held until the channel is closed. */
  private static FileLock lock(FileChannel channel, Path path) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      throw MediaException.of(Code.BAD_STATE, "the file is being written: " + path, e);
    }
    throw MediaException.of(Code.BAD_STATE, "the file is being written: " + path);
  }

  private void closeAfter(Exception failure) {
    try {
      channel.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** What the file is. */
  OpenFile file() {
    return file;
  }

  ByteSource source() {
    return ByteSource.of(channel);
  }

  /** Up to where the file is whole. */
  long whole() {
    return whole;
  }

  /** Cuts off what lies behind what is whole. */
  void cutTail() throws IOException {
    if (channel.size() > whole) {
      truncate(whole);
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void append(ByteBuffer[] buffers, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int bytes = buffers[i].remaining();
      write(position, buffers[i]);
      position += bytes;
    }
  }

  @Override
  public void append(FileRegion region, long length) throws IOException {
    throw new IOException("payload stays where it is");
  }

  @Override
  public boolean seekable() {
    return true;
  }

  @Override
  public void write(long offset, ByteBuffer bytes) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int n = channel.read(into, at);
      if (n < 0) {
        throw new EOFException("the file has become shorter");
      }
      at += n;
    }
  }

  @Override
  public boolean readable() {
    return true;
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
    position = Math.min(position, size);
  }

  @Override
  public boolean forceable() {
    return true;
  }

  @Override
  public void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
