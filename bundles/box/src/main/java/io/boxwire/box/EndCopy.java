package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a finished recording keeps at its end of what its beginning says, so that the file can be
 * mended when the first block of it is destroyed. It lies in a {@code free} box that ends where the
 * file does, or where its {@code mfra} begins.
 *
 * @param kind what it is
 * @param content the boxes inside the {@code free} box; they end where it does
 */
public record EndCopy(Kind kind, ByteRange content) {
  /** What is kept. */
  public enum Kind {
    /** The {@code moov} of a progressive file, which is no copy: the file has no other. */
    MOVIE,
    /** A copy of all that stands in front of the first fragment, {@code ftyp} first. */
    HEAD
  }

  /** Holds the {@code moov} of 50 million samples: 30 pictures a second for 19 days. */
  private static final long MOST = 256L << 20;

  /** How many boxes a head has at most, and how many places that look like one are tried. */
  private static final int MOST_BOXES = 64;

  private static final int MOST_TRIES = 64;

  private static final int WINDOW = 64 << 10;
  private static final int HEADER = 8;

  /**
   * Looks for it, from the end of the file backwards, up to 256 MiB.
   *
   * @param source the file
   * @return what was found; empty if the file ends otherwise
   * @throws MediaException with code IO or CLOSED if the storage fails
   */
  public static Optional<EndCopy> find(ByteSource source) throws MediaException {
    long end =
        MovieFragmentRandomAccess.find(source).map(BoxHeader::position).orElse(source.size());
    ByteBuffer window = ByteBuffer.allocate(WINDOW);
    long least = Math.max(0, end - MOST);
    int tries = 0;
    // Windows overlap by a header less a byte, so that none is missed.
    for (long to = end; to - least > HEADER; to -= window.limit() - HEADER + 1) {
      long from = Math.max(least, to - WINDOW);
      window.clear().limit((int) (to - from));
      source.readFully(from, window);
      for (int at = window.limit() - HEADER; at >= 0 && tries < MOST_TRIES; at--) {
        if (window.getInt(at + 4) == FreeSpaceBox.TYPE.code()
            && (window.getInt(at) & 0xffff_ffffL) == end - from - at) {
          tries++;
          Optional<EndCopy> found = in(source, from + at + HEADER, end);
          if (found.isPresent()) {
            return found;
          }
        }
      }
      if (from == least || tries == MOST_TRIES) {
        break;
      }
    }
    return Optional.empty();
  }

  /**
   * The identity that the {@code moov} in it states: that of the recording, if it is a copy of its
   * head.
   *
   * @return the identity; empty if it has none
   * @throws MediaException with code IO or CLOSED if the storage fails
   */
  public Optional<FileIdentity> identity() throws MediaException {
    BoxReader reader = BoxReader.of(content.source()).tolerant();
    BoxWalker walker = reader.walkFrom(content.position());
    while (walker.next() && walker.header().position() < content.position() + content.size()) {
      if (walker.header().is(ContainerBox.MOOV)) {
        return reader.read(walker.header()).content() instanceof ParentBox moov
            ? FileIdentity.of(moov)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<EndCopy> in(ByteSource source, long position, long end)
      throws MediaException {
    BoxWalker walker = BoxReader.of(source).tolerant().walkFrom(position);
    boolean head = false;
    boolean movie = false;
    long at = position;
    for (int i = 0; i < MOST_BOXES && at < end && walker.next(); i++) {
      BoxHeader header = walker.header();
      boolean first = at == position;
      if (header.problem().isPresent()
          || first && !header.is(FileTypeBox.TYPE) && !header.is(ContainerBox.MOOV)) {
        return Optional.empty();
      }
      head |= header.is(FileTypeBox.TYPE);
      movie |= header.is(ContainerBox.MOOV);
      at = header.end();
    }
    return movie && at == end
        ? Optional.of(
            new EndCopy(
                head ? Kind.HEAD : Kind.MOVIE, ByteRange.of(source, position, end - position)))
        : Optional.empty();
  }
}
