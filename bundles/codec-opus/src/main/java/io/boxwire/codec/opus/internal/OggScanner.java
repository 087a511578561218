package io.boxwire.codec.opus.internal;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Finds Ogg pages in a window of a stream, and what lies between them. */
final class OggScanner {
  private OggScanner() {}

  /**
   * What a window begins with.
   *
   * @param garbage how many bytes belong to no page
   * @param page the page behind them, if it is all there and its checksum is right
   */
  record Finding(int garbage, Optional<OggPage> page) {}

  /**
   * Looks for the next page.
   *
   * @param window from its position on; not changed
   * @param end whether the stream ends with it
   */
  static Finding look(ByteBuffer window, boolean end) {
    int start = window.position();
    int at = start;
    while (true) {
      at = capture(window, at, end);
      int left = window.limit() - at;
      if (left == 0) {
        return new Finding(at - start, Optional.empty());
      }
      int size = left < Integer.BYTES ? 0 : OggPage.size(window, at);
      if (size > 0 && size <= left) {
        Optional<OggPage> page = OggPage.read(window, at);
        if (page.isPresent()) {
          return new Finding(at - start, page);
        }
      } else if (!end) {
        return new Finding(at - start, Optional.empty());
      }
      at++; // no page, or one that the end cuts off: another may begin inside
    }
  }

  /** The next place at which a page begins, or might if more could be seen. */
  private static int capture(ByteBuffer window, int from, boolean end) {
    int at = from;
    while (window.limit() - at >= Integer.BYTES) {
      if (window.getInt(at) == OggPage.CAPTURE) {
        return at;
      }
      at++;
    }
    return end ? window.limit() : at;
  }
}
