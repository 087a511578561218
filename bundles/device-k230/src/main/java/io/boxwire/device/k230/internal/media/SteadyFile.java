package io.boxwire.device.k230.internal.media;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file to read from that stays open when a thread that reads it is interrupted. A {@code
 * FileChannel} is closed by that, for good; but here a call that was interrupted can be made again.
 */
public final class SteadyFile implements SeekableByteChannel {
  private static final int CHUNK = 1 << 16;

  private final RandomAccessFile file;
  private byte[] chunk = new byte[0];
  private volatile boolean open = true;

  private SteadyFile(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @throws MediaException {@code IO} if there is none, or it can't be read
   */
  public static SteadyFile open(Path path) throws MediaException {
    if (Files.isDirectory(path)) {
      throw MediaException.of(Code.IO, path + " is a directory");
    }
    try {
      return new SteadyFile(new RandomAccessFile(path.toFile(), "r"));
    } catch (FileNotFoundException e) {
      throw MediaException.of(
          Code.IO,
          Files.exists(path) ? "opening " + e.getMessage() : "there is no file " + path,
          e);
    } catch (UnsupportedOperationException e) {
      throw MediaException.of(Code.IO, path + " is not a file of this machine", e);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    check();
    if (!target.hasRemaining()) {
      return 0;
    }
    int wanted = Math.min(target.remaining(), CHUNK);
    if (target.hasArray()) {
      int read =
          file.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
      target.position(target.position() + Math.max(0, read));
      return read;
    }
    if (chunk.length < wanted) {
      chunk = new byte[wanted];
    }
    int read = file.read(chunk, 0, wanted);
    target.put(chunk, 0, Math.max(0, read));
    return read;
  }

  @Override
  public long position() throws IOException {
    check();
    return file.getFilePointer();
  }

  @Override
  public SteadyFile position(long position) throws IOException {
    check();
    file.seek(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    check();
    return file.length();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SteadyFile truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    file.close();
  }

  private void check() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
