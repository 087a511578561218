package io.boxwire.api.codec;

import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns the samples under one sample entry back into payloads. Used by one thread at a time.
 *
 * <p>Made for one run of samples in decode order. Where reading starts elsewhere, as after a seek,
 * another one is made, so that it can put in front of the first samples what decoding needs.
 */
@ConsumerType
public interface Depacketizer {
  /**
   * Turns a sample into a payload.
   *
   * @param sample the stored bytes, from position to limit, in memory that is the depacketizer's to
   *     overwrite: where lengths have the size of start codes they are exchanged in place
   * @param randomAccess how decoding can start at the sample; parameter sets go in front of it then
   * @param out receives the pieces, which lie in the sample's memory or in constants of this object
   * @throws MediaException {@code MALFORMED} if the sample breaks its own structure
   */
  void depacketize(ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException;

  /**
   * How many bytes make one audio frame, for codecs whose samples may be joined and cut anywhere
   * between audio frames, such as G.711.
   *
   * @return bytes, or 0 if samples must stay whole
   */
  default int audioFrameBytes() {
    return 0;
  }
}
