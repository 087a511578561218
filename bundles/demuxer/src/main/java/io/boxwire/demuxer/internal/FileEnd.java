package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FileTypeBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.FreeSpaceBox;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The end of a file, seen from a place up to which it is good.
 *
 * @param whole behind the last box that belongs to it
 * @param skipped what lies behind that, for people; empty if nothing
 */
record FileEnd(long whole, Optional<String> skipped) {
  /**
   * Looks at what is behind a place. Filling belongs to the file; a {@code free} box that hides a
   * movie, or a copy of the head, is the beginning of an end.
   *
   * @param reader tolerant
   * @param good behind the last fragment that counts
   */
  static FileEnd behind(BoxReader reader, long good) throws MediaException {
    long whole = good;
    BoxWalker walker = reader.walkFrom(good);
    while (walker.next()) {
      BoxHeader header = walker.header();
      if (!isFree(header) || hides(reader.source(), header)) {
        return new FileEnd(whole, Optional.of(describe(header, reader.source().size())));
      }
      whole = header.end();
    }
    return new FileEnd(whole, Optional.empty());
  }

  /** Tells whether there are no more boxes than {@code free} ones, whatever they hide. */
  static boolean isQuiet(BoxReader reader, long good) throws MediaException {
    BoxWalker walker = reader.walkFrom(good);
    boolean quiet = true;
    while (quiet && walker.next()) {
      quiet = isFree(walker.header());
    }
    return quiet;
  }

  private static boolean isFree(BoxHeader header) {
    return header.is(FreeSpaceBox.TYPE) && header.problem().isEmpty();
  }

  private static boolean hides(ByteSource source, BoxHeader free) throws MediaException {
    if (free.payloadSize() < 8) {
      return false;
    }
    ByteBuffer inside = ByteBuffer.allocate(8);
    source.readFully(free.payloadPosition(), inside);
    FourCc type = new FourCc(inside.getInt(4));
    return type.equals(ContainerBox.MOOV) || type.equals(FileTypeBox.TYPE);
  }

  /** Says what is skipped that starts with a box. */
  static String describe(BoxHeader first, long size) {
    String place =
        String.format(
            "the last %d bytes, from offset %d on, are ",
            size - first.position(), first.position());
    if (first.is(FreeSpaceBox.TYPE) || first.is(ContainerBox.MFRA)) {
      return place + "an end that was not finished; it holds no media";
    }
    if (first.is(FourCc.ZERO)) {
      return place + "no complete box";
    }
    boolean fragment = first.is(ContainerBox.MOOF);
    if (first.problem().isPresent()) {
      return place + (fragment ? "no complete fragment" : "no complete box");
    }
    return place
        + (fragment ? "no fragment that is proved to be whole" : "nothing that can be read");
  }
}
