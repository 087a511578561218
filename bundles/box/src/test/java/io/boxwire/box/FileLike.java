package io.boxwire.box;

import java.nio.ByteBuffer;

/**
 * A source that stands for a file: what it gives is copied, a few bytes at a time, and counted. It
 * may be far larger than what is stored: the rest reads as zeros.
 */
final class FileLike implements ByteSource {
  private static final int MOST_AT_ONCE = 7919;

  private final ByteBuffer start;
  private final long size;
  private long bytesRead;

  FileLike(ByteBuffer bytes) {
    this(bytes, bytes.remaining());
  }

  FileLike(ByteBuffer start, long size) {
    this.start = start.slice();
    this.size = size;
  }

  long bytesRead() {
    return bytesRead;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, ByteBuffer target) {
    if (position >= size) {
      return -1;
    }
    int n = (int) Math.min(Math.min(target.remaining(), MOST_AT_ONCE), size - position);
    for (int i = 0; i < n; i++) {
      long at = position + i;
      target.put(at < start.limit() ? start.get((int) at) : 0);
    }
    bytesRead += n;
    return n;
  }
}
