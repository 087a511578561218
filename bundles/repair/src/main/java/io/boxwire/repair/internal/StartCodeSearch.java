package io.boxwire.repair.internal;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;

/**
 * Tells whether the bytes 00 00 00 to 00 00 02 stand in a part of a file, which never do in a NAL
 * unit. What was searched is not searched again as long as questions go forwards, so that a file
 * made to look like NAL units everywhere costs no more than any other.
 */
final class StartCodeSearch {
  private static final int PIECE = 4096;

  private final MediaBytes bytes;
  private long from;
  private long searched;

  /** Where the first one begins between these two; -1 if there is none. */
  private long found = -1;

  StartCodeSearch(MediaBytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Searches a part.
   *
   * @param start the first byte
   * @param end behind the last; zeros at the end are no part of a NAL unit
   */
  boolean absent(long start, long end) throws MediaException {
    if (start < from || start > searched || found >= 0 && found < start) {
      from = start;
      searched = start;
      found = -1;
    }
    while (found < 0 && searched + 2 < end) {
      search((int) Math.min(PIECE, end - searched));
    }
    return found < 0 || found + 3 > end;
  }

  /** Goes on behind what was searched. */
  private void search(int size) throws MediaException {
    ByteBuffer piece = bytes.at(searched, size);
    for (int i = 2; i < size; ) {
      int last = piece.get(i) & 0xff;
      if (last > 2) {
        i += 3;
      } else if (piece.get(i - 1) == 0 && piece.get(i - 2) == 0) {
        found = searched + i - 2;
        return;
      } else {
        i++;
      }
    }
    searched += size - 2;
  }
}
