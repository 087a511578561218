package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;

/** Reads numbers one after another, through a small window where the source is not in memory. */
final class SourceCursor {
  private static final int WINDOW = 1024;

  private final ByteSource source;

  /** What lies in memory is its own window. */
  private final boolean inMemory;

  private ByteBuffer window = ByteBuffer.allocate(0);
  private long start;
  private long position;

  SourceCursor(ByteSource source) {
    this.source = source;
    this.inMemory = source instanceof MemorySource;
    if (source instanceof MemorySource memory) {
      start = memory.start();
      window = memory.slice(start, memory.size() - start);
    }
  }

  ByteSource source() {
    return source;
  }

  long position() {
    return position;
  }

  void position(long newPosition) {
    position = newPosition;
  }

  /** Reads an unsigned number of 8 to 64 bits; the caller has checked that it is inside its box. */
  long number(int bits) throws MediaException {
    int at = locate(bits >>> 3);
    position += bits >>> 3;
    return switch (bits) {
      case 8 -> window.get(at) & 0xff;
      case 16 -> window.getShort(at) & 0xffff;
      case 32 -> window.getInt(at) & 0xffff_ffffL;
      case 64 -> window.getLong(at);
      default -> {
        long value = 0;
        for (int i = 0; i < bits >>> 3; i++) {
          value = value << 8 | (window.get(at + i) & 0xff);
        }
        yield value;
      }
    };
  }

  /** Gives the next bytes as a range of the source, and goes on behind them. */
  ByteRange range(long size) {
    ByteRange range = ByteRange.of(source, position, size);
    position += size;
    return range;
  }

  private int locate(int bytes) throws MediaException {
    if (position < start || position + bytes > start + window.limit()) {
      if (inMemory) {
        throw endsHere();
      }
      if (window.capacity() == 0) {
        window = ByteBuffer.allocate(WINDOW);
      }
      start = position;
      window.clear();
      while (window.position() < bytes) {
        if (source.read(start + window.position(), window) < 0) {
          window.limit(0);
          throw endsHere();
        }
      }
      window.flip();
    }
    return (int) (position - start);
  }

  private MediaException endsHere() {
    return MediaException.at(MediaException.Code.TRUNCATED, "the input ends here", "", position);
  }
}
