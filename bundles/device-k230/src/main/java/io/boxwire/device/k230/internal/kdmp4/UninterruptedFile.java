package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file to read that an interrupt does not close, as it would a {@link FileChannel}: it is opened
 * again, and the thread stays interrupted. For one thread at a time.
 */
final class UninterruptedFile implements SeekableByteChannel {
  private final Path path;
  private FileChannel channel;
  private long position;

  private UninterruptedFile(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  /**
   * Opens a file.
   *
   * @throws MediaException {@code IO} if there is none, or it can't be read
   */
  static UninterruptedFile open(Path path) throws MediaException {
    try {
      return new UninterruptedFile(path);
    } catch (NoSuchFileException e) {
      throw MediaException.of(MediaException.Code.IO, "there is no file " + path, e);
    } catch (IOException e) {
      throw MediaException.io("opening " + path, e);
    }
  }

  /** Work on the channel that may be repeated. */
  @FunctionalInterface
  private interface Work {
    long run() throws IOException;
  }

  private long uninterrupted(Work work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return work.run();
        } catch (ClosedByInterruptException e) {
          interrupted = true;
          Thread.interrupted();
          channel = FileChannel.open(path, StandardOpenOption.READ);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = (int) uninterrupted(() -> channel.read(target, position));
    position += Math.max(0, count);
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    return uninterrupted(channel::size);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public void close() throws MediaException {
    try {
      channel.close();
    } catch (IOException e) {
      throw MediaException.io("closing " + path, e);
    }
  }
}
