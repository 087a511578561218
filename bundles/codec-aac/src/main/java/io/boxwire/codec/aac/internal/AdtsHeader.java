package io.boxwire.codec.aac.internal;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of an ADTS frame (ISO/IEC 14496-3 1.A.3.2).
 *
 * @param fixed the fields that stay the same from frame to frame, to compare headers by
 * @param objectType the audio object type, 1 to 4
 * @param rate sampling frequency, hertz
 * @param channelConfiguration 0 to 7; 0 if a program config element in the frame says
 * @param crc whether the frame is protected by checksums
 * @param frameLength bytes of the whole frame, header included
 * @param blocks raw data blocks (access units) in the frame, 1 to 4
 */
record AdtsHeader(
    int fixed,
    int objectType,
    int rate,
    int channelConfiguration,
    boolean crc,
    int frameLength,
    int blocks) {
  /** Bytes of a header without a checksum. */
  static final int BYTES = 7;

  /** The greatest frame length that 13 bits hold. */
  static final int LONGEST_FRAME = 0x1fff;

  private static final int CRC_BYTES = 2;

  /** Sync word and layer, and what they must be. */
  private static final int SYNC_MASK = 0xfff60000;

  private static final int SYNC = 0xfff00000;

  /** All of the fixed header but the private, original and home bits. */
  private static final int FIXED_MASK = 0xfffffdc0;

  /** A buffer fullness that says the bit rate is variable. */
  private static final int VARIABLE_RATE = 0x7ff;

  /**
   * Reads a header.
   *
   * @param data at least 7 bytes from the index on
   * @param index where the header begins
   * @return empty if there is none, or one that breaks the rules
   */
  static Optional<AdtsHeader> read(ByteBuffer data, int index) {
    if (data.get(index) != (byte) 0xff || (data.get(index + 1) & 0xf6) != 0xf0) {
      return Optional.empty();
    }
    int head = word(data, index);
    int rate = SamplingFrequency.hertz(head >> 10 & 0xf).orElse(0);
    if ((head & SYNC_MASK) != SYNC || rate == 0) {
      return Optional.empty();
    }
    int tail = word(data, index + 3);
    AdtsHeader header =
        new AdtsHeader(
            head & FIXED_MASK,
            (head >> 14 & 3) + 1,
            rate,
            head >> 6 & 7,
            (head >> 16 & 1) == 0,
            tail >> 13 & LONGEST_FRAME,
            (tail & 3) + 1);
    return header.frameLength > header.size() ? Optional.of(header) : Optional.empty();
  }

  private static int word(ByteBuffer data, int index) {
    return data.get(index) << 24
        | (data.get(index + 1) & 0xff) << 16
        | (data.get(index + 2) & 0xff) << 8
        | data.get(index + 3) & 0xff;
  }

  /** Bytes in front of the first raw data block. */
  int size() {
    // With several blocks, the place of each but the first is told as well.
    return crc ? BYTES + 2 * (blocks - 1) + CRC_BYTES : BYTES;
  }

  /** Whether nothing but lengths differs. */
  boolean sameFormat(AdtsHeader other) {
    return fixed == other.fixed;
  }

  /** What the header says as a decoder configuration. */
  AudioSpecificConfig configuration() {
    return AudioSpecificConfig.plain(objectType, rate, channelConfiguration);
  }

  /**
   * Writes a header without a checksum.
   *
   * @param configuration one that {@link AudioSpecificConfig#fitsAdts() fits}
   * @param payload bytes of the access unit, at most {@link #LONGEST_FRAME} - {@link #BYTES}
   * @return seven bytes
   */
  static ByteBuffer write(AudioSpecificConfig configuration, int payload) {
    int index = SamplingFrequency.index(configuration.rate()).orElseThrow();
    int channels = configuration.channelConfiguration();
    int length = payload + BYTES;
    return ByteBuffer.allocate(BYTES)
        .put((byte) 0xff)
        .put((byte) 0xf1) // MPEG-4, no checksum
        .put((byte) (configuration.objectType() - 1 << 6 | index << 2 | channels >> 2))
        .put((byte) ((channels & 3) << 6 | length >> 11))
        .put((byte) (length >> 3))
        .put((byte) ((length & 7) << 5 | VARIABLE_RATE >> 6))
        .put((byte) (VARIABLE_RATE << 2)) // one raw data block
        .flip();
  }
}
