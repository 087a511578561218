package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that are appended and read again from the start. Lies in pages, so that growing copies
 * nothing but the list of pages. Pages that are full may move to a store; where they are is a log
 * as well.
 */
final class ByteLog {
  private static final int PAGE_BITS = 13;
  private static final int FIRST_PAGE = 64;

  /** The size of a page, but for the first one, which is smaller at the beginning. */
  static final int PAGE = 1 << PAGE_BITS;

  private final PageStore store;

  /** The pages in the heap, behind those that are stored. */
  private byte[][] pages = {new byte[FIRST_PAGE]};

  private long size;
  private long storedPages;

  /** The places of stored pages, each as the distance from the one before. */
  private ByteLog places;

  private long lastPlace;

  ByteLog(PageStore store) {
    this.store = store;
  }

  long size() {
    return size;
  }

  /** How many bytes of heap the log takes. */
  long heapBytes() {
    long bytes = places == null ? 0 : places.heapBytes();
    for (byte[] page : pages) {
      bytes += page == null ? 0 : page.length;
    }
    return bytes + 8L * pages.length;
  }

  void put(int value) {
    int page = (int) ((size >>> PAGE_BITS) - storedPages);
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
    if (at == PAGE - 1) {
      store.full(this, pages[page]);
    }
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

  /**
   * The first full page in the heap has been stored.
   *
   * @param place where; greater than that of the page before
   */
  void stored(long place) {
    if (places == null) {
      places = new ByteLog(store);
    }
    places.putNumber(place - lastPlace);
    lastPlace = place;
    storedPages++;
    System.arraycopy(pages, 1, pages, 0, pages.length - 1);
    pages[pages.length - 1] = null;
  }

  Reader reader() {
    return new Reader();
  }

  /** Reads from the start; what is appended later is seen as well. */
  final class Reader {
    private final Reader placesOfPages = places == null ? null : places.reader();
    private long position;
    private byte[] page;
    private long place;

    boolean atEnd() {
      return position == size;
    }

    int next() throws MediaException {
      int at = (int) position & (PAGE - 1);
      if (page == null || at == 0 || at == page.length) {
        page = page(position >>> PAGE_BITS);
      }
      position++;
      return page[at] & 0xff;
    }

    private byte[] page(long number) throws MediaException {
      if (number >= storedPages) {
        return pages[(int) (number - storedPages)];
      }
      place += placesOfPages.nextNumber();
      byte[] read = new byte[PAGE];
      try {
        store.read(place, ByteBuffer.wrap(read));
      } catch (IOException e) {
        throw MediaException.io("reading the index back", e);
      }
      return read;
    }

    long nextNumber() throws MediaException {
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
