package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** A channel as a source. */
final class ChannelSource implements ByteSource {
  private final SeekableByteChannel channel;

  ChannelSource(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public long size() throws MediaException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw failure("asking for the size of the input", e);
    }
  }

  @Override
  public int read(long position, ByteBuffer target) throws MediaException {
    try {
      if (channel instanceof FileChannel file) {
        return file.read(target, position);
      }
      // Two steps on one shared position: nobody may come in between.
      synchronized (channel) {
        return channel.position(position).read(target);
      }
    } catch (IOException e) {
      throw failure("reading at offset " + position, e);
    }
  }

  private static MediaException failure(String doing, IOException cause) {
    if (cause instanceof ClosedChannelException) {
      return MediaException.of(
          MediaException.Code.CLOSED, doing + ": the channel is closed", cause);
    }
    return MediaException.io(doing, cause);
  }
}
