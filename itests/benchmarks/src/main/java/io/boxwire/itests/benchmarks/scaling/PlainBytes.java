package io.boxwire.itests.benchmarks.scaling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * What payloads cost whoever handles them: the muxer copies what is lent to it and sums it up for
 * the seal of its fragment; a demuxer that opens a recording proves the last seals. Where payloads
 * leave the caches of the processor, this costs more for each byte, and so must they.
 */
final class PlainBytes {
  private static final int PIECE = 256 << 10;

  private PlainBytes() {}

  /** Copies as many bytes as some frames have, and sums them up, in pieces. */
  static void copy(TinyFrames frames, long count) {
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    CRC32C sum = new CRC32C();
    for (long i = 0; i < count; i++) {
      ByteBuffer payload = frames.payload(i);
      int end = payload.limit();
      while (payload.position() < end) {
        payload.limit(Math.min(end, payload.position() + PIECE));
        sum.update(piece.clear().put(payload).flip());
      }
    }
  }

  /** Reads all bytes of a file, and sums them up. */
  static void read(Path file) throws IOException {
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    CRC32C sum = new CRC32C();
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(piece.clear()) >= 0) {
        sum.update(piece.flip());
      }
    }
  }
}
