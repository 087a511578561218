package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.MovieFragmentRandomAccessOffsetBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.Table;
import io.boxwire.box.TableWindow;
import io.boxwire.box.TrackFragmentRandomAccessBox;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The random access points that a fragmented file lists at its end (ISO/IEC 14496-12:2022 8.8.9 to
 * 8.8.11). They spare a seek the way through all fragments; what they say is a hint, and checked.
 */
final class RandomAccessTable {
  private static final int TIME = 0;
  private static final int PLACE = 1;

  private final TableWindow entries;

  private RandomAccessTable(TableWindow entries) {
    this.entries = entries;
  }

  /**
   * Finds the table of a track.
   *
   * @param source the file
   * @param memoryLimit bytes of headers to hold in memory at most
   * @param track the track
   * @return the table; empty if the file ends with none that can be used
   */
  static Optional<RandomAccessTable> find(ByteSource source, long memoryLimit, Track track)
      throws MediaException {
    long end = source.size();
    if (end < MovieFragmentRandomAccessOffsetBox.SIZE) {
      return Optional.empty();
    }
    ByteBuffer size = ByteBuffer.allocate(4);
    source.readFully(end - size.capacity(), size);
    long start = end - (size.getInt(0) & 0xffff_ffffL);
    if (start < 0 || start >= end) {
      return Optional.empty();
    }
    BoxReader reader = BoxReader.of(source).tolerant().withLoadLimit(memoryLimit);
    BoxWalker walker = reader.walkFrom(start);
    if (!walker.next() || !usable(walker.header(), end)) {
      return Optional.empty();
    }
    Box mfra = reader.read(walker.header()).content();
    Optional<Table> table = mfra instanceof ParentBox parent ? of(parent, track) : Optional.empty();
    return table.isEmpty()
        ? Optional.empty()
        : Optional.of(new RandomAccessTable(table.get().window()));
  }

  private static boolean usable(BoxHeader header, long end) {
    return header.is(ContainerBox.MFRA) && header.problem().isEmpty() && header.end() == end;
  }

  private static Optional<Table> of(ParentBox mfra, Track track) {
    return mfra.children(TrackFragmentRandomAccessBox.class).stream()
        .filter(tfra -> tfra.trackId() == track.id())
        .map(TrackFragmentRandomAccessBox::entries)
        .filter(table -> table.count() > 0)
        .findFirst();
  }

  /** How many points there are. */
  long count() {
    return entries.count();
  }

  /** The last point that is at or before a time, or else the first. */
  long floor(long time) throws MediaException {
    long low = 0;
    long high = entries.count();
    while (low < high) {
      long middle = low + high >>> 1;
      if (entries.value(middle, TIME) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }

  /** Where the fragment of a point starts, or -1 if that can't be. */
  long place(long point) throws MediaException {
    return entries.value(point, PLACE);
  }
}
