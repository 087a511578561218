package io.boxwire.demuxer.internal;

import io.boxwire.box.BoxHeader;
import io.boxwire.box.ContainerBox;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Understands a {@code moof} as nearly all are, straight from its bytes, several times as fast as
 * by way of its boxes: files have hundreds of thousands. Whatever is unusual or wrong in one it
 * leaves to {@link FragmentParser}, so that it never decides what an oddity means. For one thread.
 */
final class PlainFragmentParser {
  private static final int HEADER = 8;
  private static final int TRAF = ContainerBox.TRAF.code();

  private final Map<Integer, Track> tracks;

  /** Those of the current fragment, then some that are left from others. */
  private final List<PlainPart> parts = new ArrayList<>();

  /**
   * Makes it.
   *
   * @param tracks by track ID
   */
  PlainFragmentParser(Map<Integer, Track> tracks) {
    this.tracks = tracks;
  }

  /**
   * Understands a fragment.
   *
   * @param header its place
   * @param moof the bytes of the box from its header on, big endian; kept
   * @return empty if something in it is not plain
   */
  Optional<Fragment> parse(BoxHeader header, ByteBuffer moof) {
    int count = read(moof, header.headerSize(), moof.limit(), header.position());
    if (count < 0) {
      return Optional.empty();
    }
    List<TrackFragment> fragments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      fragments.add(parts.get(i).fragment());
    }
    return Optional.of(Fragment.of(header, fragments));
  }

  /**
   * Reads a fragment where its bytes lie.
   *
   * @param bytes big endian; kept until the next call
   * @param from where the first box inside the {@code moof} starts there
   * @param end behind the last
   * @param position of the {@code moof} in the file
   * @return how many parts it has, see {@link #part}; -1 if something in it is not plain
   */
  int read(ByteBuffer bytes, int from, int end, long position) {
    int count = 0;
    int size;
    for (int at = from; at < end; at += size) {
      size = PlainPart.sizeOf(bytes, at, end);
      if (size == 0) {
        return -1;
      }
      if (bytes.getInt(at + 4) == TRAF) {
        if (count == parts.size()) {
          parts.add(new PlainPart(tracks));
        }
        if (!parts.get(count++).read(bytes, at + HEADER, at + size, position)) {
          return -1;
        }
      }
    }
    return count;
  }

  /** A part of the fragment that was read last, from 0. */
  PlainPart part(int number) {
    return parts.get(number);
  }
}
