package io.boxwire.muxer.internal;

import io.boxwire.box.FreeSpaceBox;
import java.nio.ByteBuffer;

/**
 * Fills what lies between the end of a fragment and the next multiple of a number of bytes, so that
 * no block of the storage that holds a part of one fragment is written again with the next.
 */
final class Alignment {
  private static final int SMALLEST_BOX = 8;

  private final int bytes;
  private final ByteBuffer box;

  /**
   * Makes an alignment.
   *
   * @param bytes a power of two; 1 fills nothing
   */
  Alignment(int bytes) {
    this.bytes = bytes;
    this.box = ByteBuffer.allocate(bytes == 1 ? 0 : bytes + SMALLEST_BOX);
  }

  /**
   * The box to be written at an offset.
   *
   * @return a {@code free} box, or nothing; valid until the next call
   */
  ByteBuffer boxAt(long offset) {
    int gap = (int) (-offset & bytes - 1);
    while (gap > 0 && gap < SMALLEST_BOX) {
      gap += bytes;
    }
    box.clear();
    if (gap > 0) {
      box.putInt(0, gap).putInt(4, FreeSpaceBox.TYPE.code());
    }
    return box.limit(gap);
  }
}
