package io.boxwire.codec.opus.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of Ogg (RFC 3533 6) that lies in a window.
 *
 * @param flags {@link #CONTINUED}, {@link #FIRST}, {@link #LAST}
 * @param granule the time at the end of the last packet that ends in it; -1 if none does
 * @param serial which of the streams it belongs to
 * @param sequence its number in that stream
 * @param start where it begins in the window
 * @param body where what it carries begins
 * @param end behind its last byte
 * @param lacing the lengths of its segments
 */
record OggPage(
    int flags,
    long granule,
    int serial,
    int sequence,
    int start,
    int body,
    int end,
    byte[] lacing) {
  static final int CONTINUED = 1;
  static final int FIRST = 2;
  static final int LAST = 4;

  /** Bytes in front of the lengths of segments. */
  static final int HEADER = 27;

  /** Where the checksum lies. */
  static final int CHECKSUM = 22;

  /** The length of a segment behind which its packet goes on. */
  static final int FULL = 255;

  private static final int SEGMENTS = 26;

  /** The bytes "OggS", as a big-endian number. */
  static final int CAPTURE = 0x4f676753;

  /**
   * A part of a packet.
   *
   * @param bytes a slice of the window
   * @param ends whether the packet ends with it
   */
  record Part(ByteBuffer bytes, boolean ends) {}

  /**
   * Tells how long the page is whose capture pattern lies at an index.
   *
   * @return bytes, possibly more than there are; 0 if its header is not all there
   */
  static int size(ByteBuffer window, int at) {
    int left = window.limit() - at;
    if (left < HEADER) {
      return 0;
    }
    int segments = window.get(at + SEGMENTS) & 0xff;
    if (left < HEADER + segments) {
      return 0;
    }
    int size = HEADER + segments;
    for (int i = 0; i < segments; i++) {
      size += window.get(at + HEADER + i) & 0xff;
    }
    return size;
  }

  /**
   * Reads a page that is all there.
   *
   * @return empty if its version or checksum is wrong
   */
  static Optional<OggPage> read(ByteBuffer window, int at) {
    int size = size(window, at);
    ByteBuffer in = window.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (in.get(at + 4) != 0
        || in.getInt(at + CHECKSUM) != OggChecksum.ofPage(window, at, at + size)) {
      return Optional.empty();
    }
    byte[] lacing = new byte[in.get(at + SEGMENTS) & 0xff];
    in.get(at + HEADER, lacing);
    return Optional.of(
        new OggPage(
            in.get(at + 5),
            in.getLong(at + 6),
            in.getInt(at + 14),
            in.getInt(at + 18),
            at,
            at + HEADER + lacing.length,
            at + size,
            lacing));
  }

  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  /** The packets and parts of packets in it, in order. */
  List<Part> parts(ByteBuffer window) {
    List<Part> parts = new ArrayList<>();
    int from = body;
    int to = body;
    for (byte length : lacing) {
      to += length & 0xff;
      if ((length & 0xff) < FULL) {
        parts.add(new Part(window.slice(from, to - from), true));
        from = to;
      }
    }
    if (to > from) {
      parts.add(new Part(window.slice(from, to - from), false));
    }
    return parts;
  }
}
