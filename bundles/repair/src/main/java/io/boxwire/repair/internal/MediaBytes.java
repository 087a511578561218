package io.boxwire.repair.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.ByteSource;
import java.nio.ByteBuffer;

/** The media data of a file, read through a window. One thread at a time. */
final class MediaBytes {
  private static final int WINDOW = 1 << 20;
  private static final int BACK = 128 << 10;

  private final ByteSource source;
  private final long start;
  private final long end;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long windowAt;

  /**
   * Makes a view.
   *
   * @param source the file
   * @param start where its media data begin
   * @param end where they end
   */
  MediaBytes(ByteSource source, long start, long end) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.windowAt = start;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  /**
   * Gives bytes at a place.
   *
   * @param size at most what there is up to the end
   * @return a view that is valid until the next call
   */
  ByteBuffer at(long position, int size) throws MediaException {
    if (position < windowAt || position + size > windowAt + window.limit()) {
      // A little in front of it may be wanted next.
      long from = Math.max(start, position - BACK);
      int wanted = (int) Math.min(end - from, Math.max(BACK + size, WINDOW));
      if (window.capacity() < wanted) {
        window = ByteBuffer.allocate(wanted);
      }
      window.clear().limit(wanted);
      source.readFully(from, window);
      window.flip();
      windowAt = from;
    }
    return window.slice((int) (position - windowAt), size);
  }
}
