package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Bytes that can be read at any position: a file, a channel, a buffer.
 *
 * <p>Positions count from the start of the file, also where a source holds only a part of it, so
 * that errors name places one can look up. A source has no current position of its own; the ones
 * made here may be used by several threads at once. Whoever opened the channel closes it.
 */
@ConsumerType
public interface ByteSource {

  /**
   * Tells where the source ends now; a file that is being written may grow.
   *
   * @return the position behind the last byte
   * @throws MediaException with code IO or CLOSED if the storage fails
   */
  long size() throws MediaException;

  /**
   * Reads bytes at a position, as many as there are and as fit.
   *
   * @param position where to start, at least 0
   * @param target filled from its position on
   * @return how many bytes were read, or -1 if the position is at or behind the end
   * @throws MediaException with code IO or CLOSED if the storage fails
   */
  int read(long position, ByteBuffer target) throws MediaException;

  /**
   * Fills a buffer to its limit.
   *
   * @param position where to start, at least 0
   * @param target filled from its position to its limit
   * @throws MediaException with code TRUNCATED if the source ends before that, IO or CLOSED if the
   *     storage fails
   */
  default void readFully(long position, ByteBuffer target) throws MediaException {
    long at = position;
    while (target.hasRemaining()) {
      int n = read(at, target);
      if (n < 0) {
        throw MediaException.at(
            MediaException.Code.TRUNCATED,
            "the input ends " + target.remaining() + " bytes too early",
            "",
            at);
      }
      at += n;
    }
  }

  /**
   * Makes a source of a channel. A {@link FileChannel} is read by position and its own position
   * stays; the position of any other channel is moved by each read.
   *
   * @param channel an open channel, not closed by the source
   * @return the source
   */
  static ByteSource of(SeekableByteChannel channel) {
    return new ChannelSource(channel);
  }

  /**
   * Makes a source of a buffer whose first remaining byte has position 0.
   *
   * @param buffer not copied; its content must not change while the source is used
   * @return the source
   */
  static ByteSource of(ByteBuffer buffer) {
    return of(buffer, 0);
  }

  /**
   * Makes a source of a part of a file that was loaded.
   *
   * @param buffer not copied; its content must not change while the source is used
   * @param position the file position of the first remaining byte
   * @return the source, which has no bytes before that position
   */
  static ByteSource of(ByteBuffer buffer, long position) {
    return new MemorySource(buffer, position);
  }
}
