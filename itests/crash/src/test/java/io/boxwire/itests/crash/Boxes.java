package io.boxwire.itests.crash;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The boxes of a file, found without any of our code (ISO/IEC 14496-12:2022 4.2). */
final class Boxes {
  private static final int HEADER = 8;
  private static final int LARGE_HEADER = 16;

  private Boxes() {}

  /**
   * A box that is all there.
   *
   * @param type its type, such as {@code mdat} in ASCII
   * @param content where its content begins
   * @param end where it ends
   */
  record Box(int type, int content, int end) {
    static final int MDAT = 0x6d646174;

    boolean mdat() {
      return type == MDAT;
    }
  }

  /** The boxes from the beginning on, up to the first that is not all there. */
  static List<Box> whole(byte[] file) {
    List<Box> boxes = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = 0;
    while (at + HEADER <= file.length) {
      long size = bytes.getInt(at) & 0xFFFFFFFFL;
      int header = size == 1 ? LARGE_HEADER : HEADER;
      if (at + header > file.length) {
        break;
      }
      size = size == 1 ? bytes.getLong(at + HEADER) : size;
      if (size < header || size > file.length - at) {
        break;
      }
      boxes.add(new Box(bytes.getInt(at + 4), at + header, (int) (at + size)));
      at += (int) size;
    }
    return boxes;
  }

  /** Whether a file ends with the end of a box. */
  static boolean fill(byte[] file) {
    List<Box> boxes = whole(file);
    return !boxes.isEmpty() && boxes.get(boxes.size() - 1).end() == file.length;
  }
}
