package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.FreeSpaceBox;
import io.boxwire.box.MovieExtendsHeaderBox;
import io.boxwire.box.TrackHeaderBox;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the beginning of a file with fragments says to who finishes it. Immutable.
 *
 * @param switchAt where a hybrid file has its 16 bytes; empty if it was not begun as one
 * @param durationAt where the {@code mehd} lies, if there is one that can be overwritten
 * @param trackIds of the tracks, in their order
 */
record OpenFile(OptionalLong switchAt, OptionalLong durationAt, List<Long> trackIds) {
  private static final int MEHD_SIZE = 20;

  /**
   * Reads the beginning of a file.
   *
   * @param source the file
   * @param whole up to where it is whole
   * @throws MediaException BAD_REQUEST if it is not one with fragments
   */
  static OpenFile read(ByteSource source, long whole) throws MediaException {
    BoxWalker walker = BoxReader.of(source).tolerant().walk();
    OptionalLong switchAt = OptionalLong.empty();
    while (walker.next()) {
      BoxHeader header = walker.header();
      if (header.is(ContainerBox.MOOV) && header.end() <= whole) {
        return readMovie(walker, switchAt);
      }
      if (header.problem().isPresent() || header.is(ContainerBox.MOOF)) {
        break;
      }
      boolean reserved = header.is(FreeSpaceBox.TYPE) && header.size() == HybridClose.SWITCH;
      switchAt = reserved ? OptionalLong.of(header.position()) : OptionalLong.empty();
    }
    throw MediaException.of(Code.BAD_REQUEST, "the file does not begin with a moov for fragments");
  }

  private static OpenFile readMovie(BoxWalker walker, OptionalLong switchAt) throws MediaException {
    long end = walker.header().end();
    OptionalLong durationAt = OptionalLong.empty();
    boolean extended = false;
    List<Long> ids = new ArrayList<>();
    walker.enter();
    while (walker.next() && walker.header().position() < end) {
      BoxHeader header = walker.header();
      FourCc type = header.type();
      if (type.equals(ContainerBox.TRAK) || type.equals(ContainerBox.MVEX)) {
        extended |= type.equals(ContainerBox.MVEX);
        walker.enter();
      } else if (type.equals(TrackHeaderBox.TYPE)
          && walker.enter().content() instanceof TrackHeaderBox track) {
        ids.add(track.trackId());
      } else if (type.equals(MovieExtendsHeaderBox.TYPE) && header.size() == MEHD_SIZE) {
        durationAt = OptionalLong.of(header.position());
      }
    }
    if (!extended) {
      throw MediaException.of(Code.BAD_REQUEST, "the file announces no fragments");
    }
    return new OpenFile(switchAt, durationAt, List.copyOf(ids));
  }

  /** The ID of a track by its number, from 1; empty if there are not so many. */
  OptionalInt trackId(int number) {
    return number <= trackIds.size()
        ? OptionalInt.of((int) (long) trackIds.get(number - 1))
        : OptionalInt.empty();
  }
}
