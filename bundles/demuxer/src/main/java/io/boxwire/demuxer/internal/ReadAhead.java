package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.ByteSource;
import java.nio.ByteBuffer;

/**
 * Reads a little further than it is asked to: where fragments are short, a single access to storage
 * brings several of them; where they are long, it brings the header of a fragment together with
 * that of its media. The shorter the hops turn out to be, the further it reads. What was read holds
 * as long as the input has the same size, and until {@link #forget}. For one thread at a time.
 */
final class ReadAhead implements ByteSource {
  private static final int LEAST = 4096;
  private static final int MOST = 256 << 10;

  private final ByteSource source;
  private ByteBuffer window = ByteBuffer.allocateDirect(LEAST).limit(0);
  private long start;
  private long size = -1;

  ReadAhead(ByteSource source) {
    this.source = source;
  }

  /** Asks how large the input is now, and forgets what was read if that has changed. */
  long refresh() throws MediaException {
    long now = source.size();
    if (now != size) {
      size = now;
      forget();
    }
    return now;
  }

  /** What is read next is as it lies in the input then. */
  void forget() {
    window.limit(0);
  }

  /** How large the input was when it was last asked. */
  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, ByteBuffer target) throws MediaException {
    if (position < start || position >= start + window.limit()) {
      if (target.remaining() >= LEAST) {
        return source.read(position, target);
      }
      boolean near = position >= start && position - start <= 2L * window.limit();
      int reach = near ? Math.max(LEAST, Math.min(2 * window.limit(), MOST)) : LEAST;
      if (reach > window.capacity()) {
        window = ByteBuffer.allocateDirect(reach);
      }
      forget();
      start = position;
      // Where reading fails, nothing is in the window.
      int read = source.read(position, window.duplicate().clear().limit(reach));
      if (read < 0) {
        return read;
      }
      window.limit(read);
    }
    int from = (int) (position - start);
    int bytes = Math.min(target.remaining(), window.limit() - from);
    target.put(target.position(), window, from, bytes);
    target.position(target.position() + bytes);
    return bytes;
  }
}
