package io.boxwire.api;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Walks the samples of one track in decode order. Values are those of the current sample, valid
 * after {@link #next()} returned true. Times are ticks of the track's timescale on the media
 * timeline, before edit lists.
 *
 * <p>Samples that are a single audio frame each, as QuickTime stores PCM and G.711, come in runs of
 * at most 1,024 within a chunk, here and from {@link Demuxer#read}: what is said of the sample is
 * then said of the run.
 */
@ProviderType
public interface SampleCursor {
  /**
   * Moves on to the next sample.
   *
   * @return false at the end
   * @throws MediaException if the sample tables are malformed or can't be read
   */
  boolean next() throws MediaException;

  /**
   * The number of the sample; of a run, that of its first.
   *
   * @return from 0
   */
  long index();

  /**
   * The decode time.
   *
   * @return ticks
   */
  long decodeTime();

  /**
   * The composition time.
   *
   * @return ticks
   */
  long compositionTime();

  /**
   * The duration.
   *
   * @return ticks
   */
  long duration();

  /**
   * The stored size.
   *
   * @return bytes
   */
  int size();

  /**
   * Where the sample lies.
   *
   * @return file offset in bytes
   */
  long offset();

  /**
   * How decoding can start here.
   *
   * @return the kind of random access point
   */
  RandomAccess randomAccess();

  /**
   * Which sample entry the sample belongs to.
   *
   * @return from 1
   */
  int descriptionIndex();

  /**
   * Reads the stored bytes of the current sample.
   *
   * @param into receives {@link #size()} bytes at its position, which moves
   * @throws MediaException {@code TRUNCATED} if the file ends before; {@code BAD_REQUEST} if the
   *     buffer is too small
   */
  void read(ByteBuffer into) throws MediaException;
}
