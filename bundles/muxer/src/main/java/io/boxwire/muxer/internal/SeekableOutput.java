package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A channel of the caller's that can go back and is no file. Left open at the end. */
final class SeekableOutput implements Output {
  private final SeekableByteChannel channel;
  private final RegionCopier copier = new RegionCopier();
  private long position;

  SeekableOutput(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.position = channel.position();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void append(ByteBuffer[] buffers, int count) throws IOException {
    channel.position(position);
    try {
      int first = 0;
      while (first < count) {
        if (channel instanceof GatheringByteChannel gathering) {
          gathering.write(buffers, first, count - first);
        } else {
          channel.write(buffers[first]);
        }
        while (first < count && !buffers[first].hasRemaining()) {
          first++;
        }
      }
    } finally {
      follow();
    }
  }

  /** A write that fails may have written something: that is to be cut off later. */
  private void follow() throws IOException {
    if (channel.isOpen()) {
      position = channel.position();
    }
  }

  @Override
  public void append(FileRegion region, long length) throws IOException {
    channel.position(position);
    try {
      copier.copy(region, length, channel);
    } finally {
      follow();
    }
  }

  @Override
  public boolean seekable() {
    return true;
  }

  @Override
  public void write(long offset, ByteBuffer bytes) throws IOException {
    channel.position(offset);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    channel.position(offset);
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException("the output has become shorter");
      }
    }
  }

  @Override
  public boolean readable() {
    try {
      channel.read(ByteBuffer.allocate(0));
      return true;
    } catch (NonReadableChannelException | IOException e) {
      // Whatever else is wrong with the channel will show when it is written.
      return false;
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
    position = Math.min(position, size);
  }

  @Override
  public void close() throws IOException {
    // What lies behind the file in a longer channel is the caller's; so is the channel.
    channel.position(position);
  }
}
