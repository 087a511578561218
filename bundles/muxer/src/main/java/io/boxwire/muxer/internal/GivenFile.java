package io.boxwire.muxer.internal;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/**
 * An open file of the caller's, whose channel is left open at the end. Name, folder and lock are
 * the caller's as well.
 *
 * @param channel the channel
 */
record GivenFile(FileChannel channel) implements Storage {
  @Override
  public String name() {
    return "the file";
  }

  @Override
  public void reopen(FileChannel closed, ClosedChannelException why) throws IOException {
    throw why;
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close(long end) throws IOException {
    if (channel.isOpen()) {
      // What lies behind the file in a longer channel is the caller's.
      channel.position(end);
    }
  }
}
