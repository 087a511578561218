package io.boxwire.repair.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FreeSpaceBox;
import io.boxwire.box.MediaDataBox;
import java.util.Optional;

/**
 * How a file is arranged, as far as the boxes up to its {@code moov} tell. Immutable.
 *
 * @param movie the {@code moov}, if there is a whole one
 * @param hybrid whether the 16 bytes lie in front of it that make a HYBRID file progressive
 * @param media the first {@code mdat} in front of the {@code moov}
 */
record FileShape(Optional<BoxHeader> movie, boolean hybrid, Optional<BoxHeader> media) {
  private static final int SWITCH = 16;

  /** Looks at a file. */
  static FileShape of(ByteSource source) throws MediaException {
    BoxWalker walker = BoxReader.of(source).tolerant().walk();
    boolean hybrid = false;
    Optional<BoxHeader> media = Optional.empty();
    while (walker.next()) {
      BoxHeader header = walker.header();
      if (header.is(ContainerBox.MOOV) && header.problem().isEmpty()) {
        return new FileShape(Optional.of(header), hybrid, media);
      }
      hybrid = header.is(FreeSpaceBox.TYPE) && header.size() == SWITCH;
      if (media.isEmpty() && header.is(MediaDataBox.TYPE)) {
        media = Optional.of(header);
      }
    }
    return new FileShape(Optional.empty(), false, media);
  }
}
