package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FragmentSeal;

/**
 * The first fragment of a file, by its header.
 *
 * @param position where it begins; -1 if the file has none yet
 * @param sealed whether it bears a seal
 */
record FirstFragment(long position, boolean sealed) {
  private static final FirstFragment NONE = new FirstFragment(-1, false);

  /**
   * Finds it.
   *
   * @param source the file
   * @param from where the search starts
   */
  static FirstFragment find(ByteSource source, long from) throws MediaException {
    BoxWalker walker = BoxReader.of(source).tolerant().walkFrom(from);
    while (walker.next() && walker.header().problem().isEmpty()) {
      BoxHeader header = walker.header();
      if (header.is(ContainerBox.MOOF)) {
        boolean sealed = FragmentSeal.read(source, header).isPresent();
        return new FirstFragment(header.position(), sealed);
      }
    }
    return NONE;
  }
}
