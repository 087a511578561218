package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader.Form;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Goes over the headers of boxes that lie one after another, up to the end of their parent. */
final class BoxSiblings {
  /** As the end: go on as long as the source has bytes. */
  static final long TO_SOURCE_END = -1;

  private static final int COMPACT_HEADER = 8;
  private static final int LARGE_HEADER = 16;

  /** How much is read where boxes are small: a hostile file has millions of eight bytes. */
  private static final int WINDOW = 512;

  /** After so many small boxes in a row, more are expected: a moof and its mdat are no reason. */
  private static final int MOST_CLOSE = 3;

  /** Of how many types boxes are counted for their paths; a hostile file has millions of types. */
  private static final int MOST_COUNTED_TYPES = 1024;

  private final ByteSource source;
  private final long end;
  private final BoxPath parent;
  private final BoxContext context;
  private final Map<FourCc, Integer> seen = new HashMap<>();
  private final ByteBuffer bytes = ByteBuffer.allocate(LARGE_HEADER);

  /** What was read at a place; larger once headers were found to lie close together. */
  private ByteBuffer window = ByteBuffer.allocate(LARGE_HEADER).limit(0);

  private final int widest;

  private long windowStart = -WINDOW - 1;

  /** How many reads in a row were close to the one before. */
  private int close;

  private long position;

  /** Where the source ended when it was last asked. */
  private long sourceEnd;

  BoxSiblings(ByteSource source, long start, long end, BoxPath parent, BoxContext context) {
    this.source = source;
    this.position = start;
    this.end = end;
    this.parent = parent;
    this.context = context;
    boolean wide = end == TO_SOURCE_END && !(source instanceof MemorySource);
    this.widest = wide ? WINDOW : LARGE_HEADER;
  }

  /** Where the next header is, or the bytes that are too few for one. */
  long position() {
    return position;
  }

  /** Tells whether there is another box. Fewer bytes than a header has count at file level only. */
  boolean hasNext() throws MediaException {
    return end == TO_SOURCE_END ? position < limit() : end - position >= COMPACT_HEADER;
  }

  /** Reads the next header; what is wrong with it is its {@link BoxHeader#problem}. */
  BoxHeader next() throws MediaException {
    long limit = end == TO_SOURCE_END ? limit() : end;
    // A file that is being written may also be cut back.
    long left = Math.max(0, limit - position);
    bytes.clear().limit((int) Math.min(LARGE_HEADER, left));
    fill();
    if (bytes.limit() < COMPACT_HEADER) {
      return broken(FourCc.ZERO, left, left, truncated("the input ends in a box header"));
    }
    long size = bytes.getInt(0) & 0xffff_ffffL;
    FourCc type = new FourCc(bytes.getInt(4));
    if (size == 0) {
      long rest = freshLeft(left);
      return step(type, Form.TO_END, rest, rest, null);
    }
    if (size != 1) {
      return sized(type, Form.COMPACT, size, left);
    }
    if (bytes.limit() < LARGE_HEADER) {
      return broken(type, left, left, beyond("no room for the 64-bit size of " + type));
    }
    return sized(type, Form.LARGE, bytes.getLong(8), left);
  }

  /** The end of the source, asked for again where the header may lie behind it. */
  private long limit() throws MediaException {
    if (position >= sourceEnd - LARGE_HEADER) {
      sourceEnd = source.size();
    }
    return sourceEnd;
  }

  /** How many bytes are left now, where it matters. */
  private long freshLeft(long left) throws MediaException {
    if (end != TO_SOURCE_END) {
      return left;
    }
    sourceEnd = source.size();
    return Math.max(0, sourceEnd - position);
  }

  private BoxHeader sized(FourCc type, Form form, long size, long known) throws MediaException {
    long left = size > known ? freshLeft(known) : known;
    int least = form == Form.LARGE ? LARGE_HEADER : COMPACT_HEADER;
    if (size < least) {
      String shown = Long.toUnsignedString(size);
      return broken(type, size, left, malformed(type + " can't have a size of " + shown));
    }
    if (size > left) {
      String message = type + " announces " + size + " bytes where " + left + " are left";
      return step(type, form, size, left, beyond(message));
    }
    return step(type, form, size, size, null);
  }

  private BoxHeader broken(FourCc type, long declared, long size, MediaException problem) {
    return step(type, Form.COMPACT, declared, size, problem);
  }

  private BoxHeader step(FourCc type, Form form, long declared, long size, MediaException problem) {
    BoxPath path = parent.child(type, count(type));
    BoxHeader header = new BoxHeader(type, position, form, declared, size, path, context, problem);
    position += size;
    return header;
  }

  private int count(FourCc type) {
    return seen.size() < MOST_COUNTED_TYPES || seen.containsKey(type)
        ? seen.merge(type, 1, Integer::sum)
        : 1;
  }

  /** Reads what can be had; the source may hold less of the box than announced. */
  private void fill() throws MediaException {
    long needed = position + bytes.limit();
    if (position < windowStart || needed > windowStart + window.limit()) {
      // Where boxes are large, nothing but their headers is read.
      close = position - windowStart <= WINDOW ? close + 1 : 0;
      if (close >= MOST_CLOSE && window.capacity() < widest) {
        window = ByteBuffer.allocate(widest);
      }
      window.clear().limit(close < MOST_CLOSE ? LARGE_HEADER : window.capacity());
      windowStart = position;
      while (window.hasRemaining() && position + window.position() < needed) {
        if (source.read(position + window.position(), window) < 0) {
          break;
        }
      }
      window.flip();
    }
    int from = (int) (position - windowStart);
    int there = Math.min(bytes.limit(), window.limit() - from);
    bytes.put(0, window, from, there).limit(there);
  }

  private MediaException beyond(String message) {
    return end == TO_SOURCE_END ? truncated(message) : malformed(message);
  }

  private MediaException malformed(String message) {
    return MediaException.malformed(message, parent.toString(), position);
  }

  private MediaException truncated(String message) {
    return MediaException.at(MediaException.Code.TRUNCATED, message, parent.toString(), position);
  }
}
