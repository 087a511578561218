package io.boxwire.itests.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The boxes of a file that lie in no other, found without any of our code. */
final class TopBoxes {
  private TopBoxes() {}

  /** Where the last box of a type begins; -1 if there is none. */
  static int last(byte[] file, String type) {
    int found = -1;
    long at = 0;
    while (at + 8 <= file.length) {
      long size = ByteBuffer.wrap(file).getInt((int) at) & 0xffff_ffffL;
      size = size == 1 ? ByteBuffer.wrap(file).getLong((int) at + 8) : size;
      if (new String(file, (int) at + 4, 4, StandardCharsets.ISO_8859_1).equals(type)) {
        found = (int) at;
      }
      at += size < 8 ? file.length : size;
    }
    return found;
  }

  /** A closed hybrid recording as it was when its last fragment was written. */
  static byte[] growing(byte[] hybrid) {
    int media = last(hybrid, "mdat");
    byte[] open = Arrays.copyOf(hybrid, last(hybrid, "moov") - 8);
    ByteBuffer.wrap(open)
        .position(media)
        .putInt(16)
        .put("free".getBytes(StandardCharsets.ISO_8859_1))
        .putLong(0);
    return open;
  }
}
