package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.ByteSource;
import io.boxwire.box.MovieFragmentRandomAccess;
import io.boxwire.box.ParentBox;
import io.boxwire.box.Table;
import io.boxwire.box.TableWindow;
import io.boxwire.box.TrackFragmentRandomAccessBox;
import java.util.List;
import java.util.Optional;

/**
 * The random access points that a fragmented file lists at its end (ISO/IEC 14496-12:2022 8.8.9 to
 * 8.8.11). They spare a seek the way through all fragments; what they say is a hint, and checked.
 */
final class RandomAccessTable {
  private static final int TIME = 0;
  private static final int PLACE = 1;

  /** Room for one entry. */
  private static final int ENTRY = 64;

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
    Optional<Table> table =
        lists(source, memoryLimit).stream()
            .filter(tfra -> tfra.trackId() == track.id())
            .map(TrackFragmentRandomAccessBox::entries)
            .filter(entries -> entries.count() > 0)
            .findFirst();
    return table.isEmpty()
        ? Optional.empty()
        : Optional.of(new RandomAccessTable(table.get().window()));
  }

  /**
   * Finds a place from which on, if the file lists the fragments of all tracks, each has some.
   *
   * @param source the file
   * @param memoryLimit bytes of headers to hold in memory at most
   * @return the first of the tracks' last points, as far as they are listed; -1 if none is
   */
  static long last(ByteSource source, long memoryLimit) throws MediaException {
    long first = -1;
    for (TrackFragmentRandomAccessBox tfra : lists(source, memoryLimit)) {
      long count = tfra.entries().count();
      if (count > 0) {
        long place = tfra.entries().window(ENTRY).value(count - 1, PLACE);
        first = first < 0 ? place : Math.min(first, place);
      }
    }
    return first;
  }

  private static List<TrackFragmentRandomAccessBox> lists(ByteSource source, long memoryLimit)
      throws MediaException {
    Optional<BoxHeader> header = MovieFragmentRandomAccess.find(source);
    if (header.isEmpty()) {
      return List.of();
    }
    Box mfra =
        BoxReader.of(source).tolerant().withLoadLimit(memoryLimit).read(header.get()).content();
    return mfra instanceof ParentBox parent
        ? parent.children(TrackFragmentRandomAccessBox.class)
        : List.of();
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
