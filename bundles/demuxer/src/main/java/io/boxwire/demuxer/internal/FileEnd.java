package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.FreeSpaceBox;
import java.util.Optional;

/**
 * The end of a file, seen from a place up to which it is good.
 *
 * @param whole behind the last box that belongs to it
 * @param skipped what lies behind that, for people; empty if nothing
 */
record FileEnd(long whole, Optional<String> skipped) {
  /** Padding makes the next box start in a block of its own; larger ones are no padding. */
  private static final long MOST_PADDING = 4096 + 8;

  /**
   * Looks at what is behind a place.
   *
   * @param reader tolerant
   * @param good behind the last fragment that counts
   */
  static FileEnd behind(BoxReader reader, long good) throws MediaException {
    long whole = good;
    BoxWalker walker = reader.walkFrom(good);
    while (walker.next()) {
      BoxHeader header = walker.header();
      boolean padding =
          header.is(FreeSpaceBox.TYPE)
              && header.problem().isEmpty()
              && header.size() <= MOST_PADDING;
      if (!padding) {
        return new FileEnd(whole, Optional.of(describe(header, reader.source().size())));
      }
      whole = header.end();
    }
    return new FileEnd(whole, Optional.empty());
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
