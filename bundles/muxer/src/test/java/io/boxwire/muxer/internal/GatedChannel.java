package io.boxwire.muxer.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CountDownLatch;

/** A file from which nothing is copied until it is let; closed, it lets everything. */
final class GatedChannel extends RefusingFile {
  private final FileChannel file;
  private final CountDownLatch gate = new CountDownLatch(1);

  GatedChannel(FileChannel file) {
    this.file = file;
  }

  void open() {
    gate.countDown();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return file.transferTo(position, count, target);
  }

  @Override
  protected void implCloseChannel() {
    open();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return file.read(into);
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    return file.read(into, offset, length);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return file.read(into, position);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public FileChannel position(long to) throws IOException {
    file.position(to);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }
}
