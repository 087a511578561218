package io.boxwire.codec.opus.internal;

import io.boxwire.api.codec.ByteSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes packets of one stream as Ogg pages (RFC 3533 6), with checksums. A packet that has no room
 * in a page goes on in the next.
 */
final class OggPageWriter {
  /** The most segments of a page. */
  private static final int MOST_SEGMENTS = 255;

  private static final int MOST_BODY = MOST_SEGMENTS * OggPage.FULL;

  /** One stream in a file needs no number to tell it from others. */
  private static final int SERIAL = 1;

  private static final long NO_PACKET_ENDS = -1;

  private final byte[] lacing = new byte[MOST_SEGMENTS];
  private final ByteBuffer body = ByteBuffer.allocate(MOST_BODY);
  private int segments;
  private int sequence;
  private long granule = NO_PACKET_ENDS;
  private boolean continued;

  /** Whether nothing waits to be written. */
  boolean empty() {
    return segments == 0;
  }

  /** Whether a packet of so many bytes has room in the page that is open. */
  boolean hasRoom(int bytes) {
    return segments + bytes / OggPage.FULL + 1 <= MOST_SEGMENTS;
  }

  /**
   * Adds a packet, and writes the pages that it fills.
   *
   * @param packet from position to limit; copied
   * @param end the granule position at its end
   */
  void add(ByteBuffer packet, long end, ByteSink out) {
    ByteBuffer left = packet.duplicate();
    int segment;
    do {
      if (segments == MOST_SEGMENTS) {
        flush(0, out);
        continued = left.position() > packet.position();
      }
      segment = Math.min(OggPage.FULL, left.remaining());
      lacing[segments++] = (byte) segment;
      body.put(left.slice(left.position(), segment));
      left.position(left.position() + segment);
    } while (segment == OggPage.FULL);
    granule = end;
  }

  /**
   * Writes the page that is open.
   *
   * @param flags {@link OggPage#LAST} if it ends the stream, else 0
   */
  void flush(int flags, ByteSink out) {
    ByteBuffer page =
        ByteBuffer.allocate(OggPage.HEADER + segments + body.position())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {'O', 'g', 'g', 'S', 0})
            .put((byte) (flags | (sequence == 0 ? OggPage.FIRST : 0) | continuedFlag()))
            .putLong(granule)
            .putInt(SERIAL)
            .putInt(sequence)
            .putInt(0)
            .put((byte) segments)
            .put(Arrays.copyOf(lacing, segments))
            .put(body.flip())
            .flip();
    page.putInt(OggPage.CHECKSUM, OggChecksum.ofPage(page, 0, page.limit()));
    out.bytes(page);
    sequence++;
    segments = 0;
    granule = NO_PACKET_ENDS;
    continued = false;
    body.clear();
  }

  private int continuedFlag() {
    return continued ? OggPage.CONTINUED : 0;
  }
}
