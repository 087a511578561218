package io.boxwire.api;

import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Objects;

/** Where a muxer writes to. */
public sealed interface Sink {

  /**
   * A file, created by the muxer; an existing one is never overwritten.
   *
   * @param path the file
   */
  record File(Path path) implements Sink {
    /**
     * Refuses null.
     *
     * @param path the file
     */
    public File {
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * A channel that can go back, such as an open {@code FileChannel}. Written from its current
   * position, which counts as file offset 0 only if it is 0. Closed by the caller.
   *
   * @param channel the channel
   */
  record Seekable(SeekableByteChannel channel) implements Sink {
    /**
     * Refuses null.
     *
     * @param channel the channel
     */
    public Seekable {
      Objects.requireNonNull(channel, "channel");
    }
  }

  /**
   * Any channel, such as a socket or a pipe; takes {@link Layout#FRAGMENTED} only. Closed by the
   * caller.
   *
   * @param channel the channel
   */
  record Stream(WritableByteChannel channel) implements Sink {
    /**
     * Refuses null.
     *
     * @param channel the channel
     */
    public Stream {
      Objects.requireNonNull(channel, "channel");
    }
  }
}
