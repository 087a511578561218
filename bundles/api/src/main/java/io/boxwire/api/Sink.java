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
   * A recording that was left open and is to be finished where it is. The muxer takes copied tracks
   * only, in the order of the file's, whose {@code track_ID}s they keep, and no payload but
   * transferred {@link FileRegion}s of that very file, which stay where they are: only the index is
   * written. Frames have the times that the file's fragments say. Takes {@link Layout#HYBRID} for a
   * file that was begun as such, {@link Layout#FRAGMENTED} for others with fragments.
   *
   * <p>Nothing is changed before {@link Muxer#close}, which is safe to interrupt and to repeat. The
   * file stays as it was if the muxer is {@link Muxer#abandon abandoned}, its service ends, or no
   * frame was written.
   *
   * @param path the file
   * @param wholeBytes the file offset behind the last whole box, see {@link FileExtent}; what lies
   *     behind is cut off when the muxer is closed
   */
  record InPlace(Path path, long wholeBytes) implements Sink {
    /**
     * Refuses null and negative offsets.
     *
     * @param path the file
     * @param wholeBytes at least 0
     */
    public InPlace {
      Objects.requireNonNull(path, "path");
      if (wholeBytes < 0) {
        throw new IllegalArgumentException("no file offset: " + wholeBytes);
      }
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
