package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.codec.PcmCoder;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/**
 * What a coder makes of every linear sample there is. Made once when a session opens, so that the
 * session keeps nothing of a codec plugin that may be updated while it runs. Immutable.
 */
final class G711Table {
  private static final int SAMPLES = 1 << Short.SIZE;

  private final byte[] codes;

  /**
   * Makes a table.
   *
   * @param coder codes each sample to one byte; not kept
   */
  G711Table(PcmCoder coder) {
    ShortBuffer linear = ShortBuffer.allocate(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      linear.put((short) i);
    }
    ByteBuffer coded = ByteBuffer.allocate(SAMPLES);
    coder.encode(linear.flip(), coded);
    codes = coded.array();
  }

  /**
   * Codes samples.
   *
   * @param linear samples of 16 bits, the low byte first, from index 0
   * @param samples how many
   * @param coded receives a byte for each at its position, which moves
   */
  void encode(byte[] linear, int samples, ByteBuffer coded) {
    for (int i = 0; i < samples; i++) {
      coded.put(codes[(linear[2 * i + 1] & 0xff) << 8 | linear[2 * i] & 0xff]);
    }
  }
}
