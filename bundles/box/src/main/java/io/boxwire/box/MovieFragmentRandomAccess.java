package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds the {@code mfra} box, which ends a fragmented file and tells by its last child how long it
 * is (ISO/IEC 14496-12:2022 8.8.9).
 */
public final class MovieFragmentRandomAccess {
  private MovieFragmentRandomAccess() {}

  /**
   * Looks for the box at the end of a file.
   *
   * @param source the file
   * @return its header; empty if the file does not end with one that is whole
   * @throws MediaException with code IO or CLOSED if the storage fails
   */
  public static Optional<BoxHeader> find(ByteSource source) throws MediaException {
    long end = source.size();
    ByteBuffer last = ByteBuffer.allocate(MovieFragmentRandomAccessOffsetBox.SIZE);
    if (end < last.capacity()) {
      return Optional.empty();
    }
    source.readFully(end - last.capacity(), last);
    long start = end - (last.getInt(12) & 0xffff_ffffL);
    boolean told =
        last.getInt(0) == last.capacity()
            && last.getInt(4) == MovieFragmentRandomAccessOffsetBox.TYPE.code();
    if (!told || start < 0 || start >= end) {
      return Optional.empty();
    }
    BoxWalker walker = BoxReader.of(source).tolerant().walkFrom(start);
    if (!walker.next()) {
      return Optional.empty();
    }
    BoxHeader header = walker.header();
    return header.is(ContainerBox.MFRA) && header.problem().isEmpty() && header.end() == end
        ? Optional.of(header)
        : Optional.empty();
  }
}
