package io.boxwire.muxer.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A file in memory whose storage does what a test says, and that knows who forced it when. */
class TestFile extends RefusingFile {
  /** One force: by whom, and how long the file was. */
  record Force(Thread by, long size) {}

  final List<Force> forces = new CopyOnWriteArrayList<>();
  private final MemoryChannel memory = new MemoryChannel();

  /** Is called by whoever forces. */
  void storage() throws IOException {
    // As fast as can be.
  }

  synchronized byte[] content() {
    return memory.content();
  }

  @Override
  public void force(boolean metaData) throws IOException {
    forces.add(new Force(Thread.currentThread(), size()));
    storage();
  }

  @Override
  public synchronized int read(ByteBuffer into) {
    return memory.read(into);
  }

  @Override
  public synchronized int read(ByteBuffer into, long at) throws IOException {
    long before = memory.position();
    int n = memory.position(at).read(into);
    memory.position(before);
    return n;
  }

  @Override
  public synchronized int write(ByteBuffer source) throws IOException {
    return memory.write(source);
  }

  @Override
  public synchronized long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long bytes = 0;
    for (int i = offset; i < offset + length; i++) {
      bytes += write(sources[i]);
    }
    return bytes;
  }

  @Override
  public synchronized int write(ByteBuffer source, long at) throws IOException {
    long before = memory.position();
    memory.position(at);
    int n = write(source);
    memory.position(before);
    return n;
  }

  @Override
  public synchronized long position() {
    return memory.position();
  }

  @Override
  public synchronized FileChannel position(long to) {
    memory.position(to);
    return this;
  }

  @Override
  public synchronized long size() {
    return memory.size();
  }

  @Override
  public synchronized FileChannel truncate(long size) {
    memory.truncate(size);
    return this;
  }
}
