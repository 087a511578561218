package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;

/**
 * How much memory one reading may take. What a box becomes is larger than its bytes: without this,
 * a file of a few megabytes of tiny boxes would fill the heap. For one thread.
 */
final class ReadBudget {
  /** Even where next to nothing may be loaded, some boxes have to be made of it. */
  private static final int LEAST = 64 << 10;

  /** What a box costs beside what is loaded of it: its record, list, path and place. */
  private static final int BOX = 160;

  /** What a box costs that could not be read: its exception knows where it was thrown. */
  private static final int MALFORMED = 1200;

  /** What an item of a list costs, with what callers make of it. */
  private static final int ITEM = 256;

  /** A text is there as bytes and as characters, and while it is read more than once. */
  private static final int TEXT = 4;

  private final long limit;
  private long used;

  ReadBudget(long limit) {
    this.limit = Math.max(limit, LEAST);
  }

  /** Tells whether nothing more may be read. */
  boolean exhausted() {
    return used > limit;
  }

  void box() {
    used += BOX;
  }

  void malformed() {
    used += MALFORMED;
  }

  void items(long count, BoxHeader header, long position) throws MediaException {
    take(count * ITEM, count + " entries", header, position);
  }

  void text(long bytes, BoxHeader header, long position) throws MediaException {
    take(bytes * TEXT, "a text of " + bytes + " bytes or more", header, position);
  }

  /** Takes memory for bytes that are loaded. */
  void bytes(long count, BoxHeader header, long position) throws MediaException {
    take(count, count + " bytes", header, position);
  }

  private void take(long bytes, String what, BoxHeader header, long position)
      throws MediaException {
    if (bytes > limit - used) {
      throw MediaException.at(
          Code.LIMIT_EXCEEDED, what + " are too much to hold in memory", header.path(), position);
    }
    used += bytes;
  }
}
