package io.boxwire.codec.aac.internal;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits an ADTS frame of several access units at the places that its header tells ({@code
 * raw_data_block_position}, ISO/IEC 14496-3 1.A.3.2.3). It tells them only where there are
 * checksums; each block then has its own behind it.
 */
final class RawDataBlocks {
  private static final int CRC_BYTES = 2;

  private RawDataBlocks() {}

  /**
   * Splits a frame.
   *
   * @param frame the whole frame
   * @param header its header, with checksums and more than one block
   * @param offset where the frame lies in the stream
   * @return the blocks, without their checksums
   * @throws MediaException MALFORMED if the places are not within the frame, one behind the other
   */
  static List<ByteBuffer> of(ByteBuffer frame, AdtsHeader header, long offset)
      throws MediaException {
    List<ByteBuffer> blocks = new ArrayList<>();
    int start = header.size();
    for (int i = 1; i <= header.blocks(); i++) {
      int end =
          i == header.blocks()
              ? frame.limit()
              : header.size() + (frame.getShort(AdtsHeader.BYTES + 2 * (i - 1)) & 0xffff);
      if (end > frame.limit() || end - CRC_BYTES <= start) {
        throw MediaException.malformed(
            "access unit " + i + " of an ADTS frame ends at its byte " + end, "", offset);
      }
      blocks.add(frame.slice(start, end - CRC_BYTES - start));
      start = end;
    }
    return blocks;
  }
}
