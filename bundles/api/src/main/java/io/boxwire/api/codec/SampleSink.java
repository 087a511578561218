package io.boxwire.api.codec;

import io.boxwire.api.RandomAccess;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes one sample from a packetizer: its bytes, piece by piece, and what is to be said of it. What
 * is not said has a default: no random access point, duration unknown, configuration unchanged.
 */
@ProviderType
public interface SampleSink extends ByteSink {
  /**
   * Takes a NAL unit behind a 4-byte big-endian length, which the sink provides.
   *
   * @param data the buffer it lies in; used as it stands, not copied
   * @param index its first byte, from 0, regardless of the buffer's position
   * @param length how many bytes, at least 1
   */
  void nalUnit(ByteBuffer data, int index, int length);

  /**
   * Says how decoding can start at this sample.
   *
   * @param kind the kind of random access point
   */
  void randomAccess(RandomAccess kind);

  /**
   * Says after how many samples a recovery point is correct. A negative distance is the pre-roll of
   * a sync sample of audio: so many samples before it must be decoded for it to sound right
   * (ISO/IEC 14496-12:2022 10.1).
   *
   * @param samples samples in decode order, -32768 to 32767; negative for audio alone
   */
  void rollDistance(int samples);

  /**
   * Says how long the sample lasts, where the payload tells, as for audio.
   *
   * @param ticks ticks of the track's timescale, at least 0
   */
  void duration(long ticks);

  /**
   * Says that the configuration from this sample on is another than before; said for the first one
   * as well, never for one that equals the last.
   *
   * @param configuration the new configuration
   */
  void configuration(CodecConfiguration configuration);
}
