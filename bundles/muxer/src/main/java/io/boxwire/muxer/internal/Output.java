package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the bytes go. Appends at its own position, whatever else happens to the channel's, and
 * always writes everything or throws. One thread at a time, but for {@link #force}.
 */
interface Output {
  /** The file offset that the next byte gets. */
  long position();

  /** What it is called in messages. */
  default String name() {
    return "the file";
  }

  /** Up to where all that was appended is written, at most the position. */
  default long written() {
    return position();
  }

  /**
   * Waits until all that was appended is written.
   *
   * @throws IOException if that fails; the position is then where writing ended
   */
  default void complete() throws IOException {
    // Whoever writes within the call has nothing to wait for.
  }

  /**
   * Waits until all that lies before an offset is written.
   *
   * @param end the offset, at most the position
   * @throws IOException if that fails, or what lies behind it; the position is then where writing
   *     ended
   */
  default void complete(long end) throws IOException {
    complete();
  }

  /**
   * Appends buffers; their positions move. Small ones may be written after the call, which has
   * copied them: see {@link #complete}.
   *
   * @param buffers the buffers
   * @param count how many of them, from the first
   */
  void append(ByteBuffer[] buffers, int count) throws IOException;

  /**
   * Appends a part of another file, which may go on after the call: see {@link #complete}.
   *
   * @param region where it lies
   * @param length how many bytes from its position, which may exceed its own size where regions
   *     were joined
   */
  void append(FileRegion region, long length) throws IOException;

  /**
   * Whether {@link #write} and {@link #truncate} work, and {@link #read} unless it can't be read.
   */
  boolean seekable();

  /** Overwrites bytes; the position stays. */
  void write(long offset, ByteBuffer bytes) throws IOException;

  /**
   * Reads bytes back until the buffer is full.
   *
   * @throws IOException if the channel can't be read
   */
  void read(long offset, ByteBuffer into) throws IOException;

  /** Whether {@link #read} works. */
  boolean readable();

  /** Cuts the end off and appends there from now on; a longer file stays as it is. */
  void truncate(long size) throws IOException;

  /** Whether {@link #force} does anything. */
  default boolean forceable() {
    return false;
  }

  /**
   * Sees to it that what was written survives a loss of power. Another thread may do that while
   * this one writes; what {@link #complete} was not called for is not meant.
   */
  default void force() throws IOException {
    // A channel of the caller's that is no file has no storage that we know of.
  }

  /** Closes what the muxer opened itself. */
  void close() throws IOException;
}
