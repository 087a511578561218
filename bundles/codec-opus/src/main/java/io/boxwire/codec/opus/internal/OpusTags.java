package io.boxwire.codec.opus.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The comment header of Ogg (RFC 7845 5.2). */
final class OpusTags {
  private static final byte[] MAGIC = "OpusTags".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VENDOR = "Boxwire".getBytes(StandardCharsets.US_ASCII);

  private OpusTags() {}

  /** Whether a packet, or its beginning, is a comment header. */
  static boolean areTags(ByteBuffer packet) {
    return packet.remaining() >= MAGIC.length
        && packet.slice(packet.position(), MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  /** What is lost if a comment header is left out, in words; empty if nobody would miss it. */
  static Optional<String> lost(ByteBuffer packet) {
    ByteBuffer in = packet.slice().order(ByteOrder.LITTLE_ENDIAN);
    int vendorAt = MAGIC.length;
    if (in.remaining() < vendorAt + Integer.BYTES) {
      return Optional.of("broken comments are left out");
    }
    long countAt = vendorAt + Integer.BYTES + (in.getInt(vendorAt) & 0xffff_ffffL);
    if (in.remaining() < countAt + Integer.BYTES) {
      return Optional.of("broken comments are left out");
    }
    long count = in.getInt((int) countAt) & 0xffff_ffffL;
    return count == 0 ? Optional.empty() : Optional.of("comments are left out: " + count);
  }

  /** A comment header without a comment. */
  static byte[] none() {
    return ByteBuffer.allocate(MAGIC.length + VENDOR.length + 2 * Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putInt(VENDOR.length)
        .put(VENDOR)
        .putInt(0)
        .array();
  }
}
