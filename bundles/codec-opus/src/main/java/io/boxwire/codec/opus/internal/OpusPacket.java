package io.boxwire.codec.opus.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;

/** How long an Opus packet lasts (RFC 6716 3.1, 3.2). */
final class OpusPacket {
  /** Ticks a second of all times in Opus, whatever the rate of the sound. */
  static final int RATE = 48_000;

  /** The greatest duration of a packet, 120 ms. */
  static final int LONGEST = 5_760;

  /** By how much a decoder must be ahead before what it gives is right, 80 ms (RFC 7845 4.6). */
  static final int PRE_ROLL = 3_840;

  /** 10, 20, 40 and 60 ms of SILK. */
  private static final int[] SILK = {480, 960, 1920, 2880};

  /** 2.5, 5, 10 and 20 ms of CELT. */
  private static final int[] CELT = {120, 240, 480, 960};

  private static final int FIRST_HYBRID = 12;
  private static final int FIRST_CELT = 16;

  private OpusPacket() {}

  /**
   * Tells how long a packet lasts. Of several streams in one packet the first tells; all are alike.
   *
   * @param packet from position to limit; not changed
   * @return samples of 48,000 Hz, 120 to {@link #LONGEST}
   * @throws MediaException MALFORMED if the packet has no duration
   */
  static int duration(ByteBuffer packet) throws MediaException {
    if (!packet.hasRemaining()) {
      throw MediaException.of(Code.MALFORMED, "an Opus packet is empty");
    }
    int toc = packet.get(packet.position()) & 0xff;
    int ticks = frames(toc, packet) * frameTicks(toc >> 3);
    if (ticks == 0 || ticks > LONGEST) {
      throw MediaException.of(
          Code.MALFORMED, "an Opus packet of " + ticks + " samples, not 1 to " + LONGEST);
    }
    return ticks;
  }

  private static int frames(int toc, ByteBuffer packet) throws MediaException {
    return switch (toc & 3) {
      case 0 -> 1;
      case 1, 2 -> 2;
      default -> {
        if (packet.remaining() < 2) {
          throw MediaException.of(Code.MALFORMED, "an Opus packet ends before its frame count");
        }
        yield packet.get(packet.position() + 1) & 0x3f;
      }
    };
  }

  private static int frameTicks(int configuration) {
    if (configuration < FIRST_HYBRID) {
      return SILK[configuration & 3];
    }
    return configuration < FIRST_CELT ? SILK[configuration & 1] : CELT[configuration & 3];
  }
}
