package io.boxwire.muxer.internal;

import java.util.Arrays;

/**
 * Bytes that are appended and read again from the start. Lies in pages, so that growing copies
 * nothing but the list of pages.
 */
final class ByteLog {
  private static final int PAGE_BITS = 13;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int FIRST_PAGE = 64;

  private byte[][] pages = {new byte[FIRST_PAGE]};
  private long size;

  long size() {
    return size;
  }

  /** How many bytes of heap the log takes. */
  long heapBytes() {
    long bytes = 0;
    for (byte[] page : pages) {
      bytes += page == null ? 0 : page.length;
    }
    return bytes + 8L * pages.length;
  }

  void put(int value) {
    int page = (int) (size >>> PAGE_BITS);
    int at = (int) size & (PAGE - 1);
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, pages.length * 2);
    }
    if (pages[page] == null) {
      pages[page] = new byte[PAGE];
    } else if (at == pages[page].length) {
      pages[page] = Arrays.copyOf(pages[page], Math.min(PAGE, 4 * at));
    }
    pages[page][at] = (byte) value;
    size++;
  }

  /** Puts an unsigned number, seven bits a byte, the lowest first. */
  void putNumber(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((int) rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  Reader reader() {
    return new Reader();
  }

  /** Reads from the start; what is appended later is seen as well. */
  final class Reader {
    private long position;

    boolean atEnd() {
      return position == size;
    }

    int next() {
      int value = pages[(int) (position >>> PAGE_BITS)][(int) position & (PAGE - 1)];
      position++;
      return value & 0xff;
    }

    long nextNumber() {
      long value = 0;
      int shift = 0;
      int part;
      do {
        part = next();
        value |= (long) (part & 0x7f) << shift;
        shift += 7;
      } while ((part & 0x80) != 0);
      return value;
    }
  }
}
