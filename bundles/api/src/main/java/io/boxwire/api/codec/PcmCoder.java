package io.boxwire.api.codec;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Codes linear 16-bit samples, channels interleaved. Stateless: safe for use by any number of
 * threads.
 */
@ConsumerType
public interface PcmCoder {
  /**
   * Codes samples.
   *
   * @param pcm linear samples, from position to limit; all are consumed
   * @param coded receives the coded bytes at its position, which moves; has room for them
   */
  void encode(ShortBuffer pcm, ByteBuffer coded);

  /**
   * Decodes samples.
   *
   * @param coded coded bytes, from position to limit; all are consumed
   * @param pcm receives linear samples at its position, which moves; has room for them
   */
  void decode(ByteBuffer coded, ShortBuffer pcm);
}
