package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.UuidBox;
import java.nio.ByteBuffer;

/**
 * Goes over the fragments of a file to learn what each holds in sum, without making anything of
 * them: files have hundreds of thousands, and opening one for its duration or seeking in it may
 * take all. It goes on only over whole boxes of the usual form and plain fragments that are known
 * to count; for anything else it stops, and {@link Fragments} decides. For one thread.
 */
final class FragmentScan {
  private static final int LEAST = 4096;
  private static final int MOST = 128 << 10;
  private static final int HEADER = 8;
  private static final int MOOF = ContainerBox.MOOF.code();

  /** Where the type of a seal would be, from the end of a {@code moof} backwards. */
  private static final int SEAL_TYPE = 32;

  /** How many bytes a fragment takes in memory for each of its header, at most. */
  private static final int MOST_COST = 65;

  private final ByteSource source;
  private final PlainFragmentParser parser;
  private final FragmentTrust trust;
  private final int largest;
  private ByteBuffer window = ByteBuffer.allocate(LEAST).limit(0);

  /** Where the window starts in the file. */
  private long start;

  private long size;

  /**
   * Starts, with nothing read.
   *
   * @param source the file
   * @param parser understands fragments
   * @param trust decides which fragments count
   * @param memoryLimit bytes of a fragment to hold in memory at most
   */
  FragmentScan(
      ByteSource source, PlainFragmentParser parser, FragmentTrust trust, long memoryLimit) {
    this.source = source;
    this.parser = parser;
    this.trust = trust;
    this.largest = (int) Math.min(MOST, memoryLimit / MOST_COST);
  }

  /**
   * Goes over the next fragment.
   *
   * @param position where a box of the file starts
   * @param into is told of its parts
   * @return where the box behind it starts; -1 if it is not plain, or there is none
   * @throws MediaException if the storage fails
   */
  long next(long position, FragmentIndex into) throws MediaException {
    long at = position;
    while (have(at, HEADER)) {
      int in = (int) (at - start);
      long bytes = window.getInt(in) & 0xffff_ffffL;
      int type = window.getInt(in + 4);
      if (bytes < HEADER || bytes > size - at || type == 0) {
        return -1;
      }
      if (type == MOOF) {
        return sum(position, at, bytes, into) ? at + bytes : -1;
      }
      at += bytes;
    }
    return -1;
  }

  private boolean sum(long from, long at, long bytes, FragmentIndex into) throws MediaException {
    if (bytes > largest || !have(at, (int) bytes)) {
      return false;
    }
    int in = (int) (at - start);
    int end = in + (int) bytes;
    boolean sealed = bytes >= SEAL_TYPE && window.getInt(end - SEAL_TYPE) == UuidBox.TYPE.code();
    if (!trust.countsAtOnce(at, sealed)) {
      return false;
    }
    int parts = parser.read(window, in + HEADER, end, at);
    if (parts < 0) {
      return false;
    }
    trust.passed(from, at, at + bytes);
    into.begin();
    for (int i = 0; i < parts; i++) {
      PlainPart part = parser.part(i);
      into.add(
          part.track(),
          part.decodeTime(),
          part.samples(),
          part.duration(),
          part.bytes(),
          part.reach());
    }
    return true;
  }

  /** Brings bytes into the window; false if the file has not so many there. */
  private boolean have(long position, int bytes) throws MediaException {
    if (position >= start && position + bytes <= start + window.limit()) {
      return true;
    }
    // Where media are large, nothing but headers is read; where hops are short, many at once.
    boolean near = position - start <= 2L * window.limit();
    int reach = near ? Math.min(2 * window.limit(), MOST) : LEAST;
    reach = Math.max(Math.max(LEAST, reach), bytes);
    if (reach > window.capacity()) {
      window = ByteBuffer.allocate(reach);
    }
    size = source.size();
    start = position;
    window.clear().limit((int) Math.max(0, Math.min(reach, size - position)));
    try {
      while (window.hasRemaining() && source.read(start + window.position(), window) >= 0) {
        // A read may give less than there is.
      }
    } finally {
      // Where reading fails, what was not read is not in the window.
      window.flip();
    }
    return window.limit() >= bytes;
  }
}
