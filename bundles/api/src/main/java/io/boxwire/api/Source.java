package io.boxwire.api;

import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Objects;

/** Where a demuxer reads from. */
public sealed interface Source {

  /**
   * A file.
   *
   * @param path the file
   */
  record File(Path path) implements Source {
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
   * A channel that can go back. Position 0 is file offset 0. Closed by the caller.
   *
   * @param channel the channel
   */
  record Seekable(SeekableByteChannel channel) implements Source {
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
   * Any channel, such as a socket or a pipe, read in one pass. The file must be fragmented, or have
   * its {@code moov} before its media. Closed by the caller.
   *
   * @param channel the channel
   */
  record Stream(ReadableByteChannel channel) implements Source {
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
