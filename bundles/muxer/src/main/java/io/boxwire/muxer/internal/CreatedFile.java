package io.boxwire.muxer.internal;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that the muxer makes. It is locked while it is open, so that nobody takes it for one that
 * was left open, and finishes it.
 */
final class CreatedFile implements Storage {
  private final Path path;
  private final WriteLock lock = new WriteLock();
  private volatile FileChannel channel;
  private boolean closed;

  /** Whether the folder has been forced; used by the thread that forces. */
  private boolean named;

  /**
   * Makes a file that must not exist yet.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it does
   */
  CreatedFile(Path path) throws IOException {
    this.path = path;
    this.channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    lock.take(channel);
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public FileChannel channel() {
    return channel;
  }

  @Override
  public synchronized void reopen(FileChannel old, ClosedChannelException why) throws IOException {
    if (closed) {
      throw why;
    }
    if (channel == old) {
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      lock.take(channel);
    }
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
    renewLock();
    if (!named) {
      forceFolder();
      named = true;
    }
  }

  private synchronized void renewLock() {
    lock.take(channel);
  }

  /**
   * Forces the folder's entry of the file. Not every file system can do that, and those that can't
   * differ in how they say so: storage that fails is told by the force of the file itself.
   */
  private void forceFolder() {
    Path folder = path.toAbsolutePath().getParent();
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException e) {
      named = true;
    }
  }

  @Override
  public synchronized void close(long end) throws IOException {
    closed = true;
    channel.close();
  }
}
