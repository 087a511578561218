package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.TrackRunBox;
import java.nio.ByteBuffer;

/**
 * A track run (ISO/IEC 14496-12:2022 8.8.8) with the values that its samples take from elsewhere.
 * Safe for use by any number of threads, as its table is in memory.
 */
final class TrackRun {
  private static final int ABSENT = -1;

  /** Each column has 32 bits. */
  private static final int COLUMN = 4;

  private static final int COLUMNS =
      TrackRunBox.SAMPLE_DURATION
          | TrackRunBox.SAMPLE_SIZE
          | TrackRunBox.SAMPLE_FLAGS
          | TrackRunBox.SAMPLE_COMPOSITION_OFFSET;

  private final long count;
  private final boolean tellsFirst;
  private final long firstFlags;
  private final ByteBuffer rows;
  private final int width;
  private final Defaults defaults;
  private final long offset;
  private final int durationColumn;
  private final int sizeColumn;
  private final int flagsColumn;
  private final int compositionColumn;
  private final long totalSize;

  /**
   * What samples have for which the run says nothing.
   *
   * @param duration in ticks
   * @param size in bytes
   * @param flags as in {@link io.boxwire.box.SampleFlags}
   */
  record Defaults(long duration, long size, long flags) {}

  /**
   * Makes a run.
   *
   * @param flags those of the box
   * @param count how many samples it has
   * @param firstFlags what the box says of the first sample, if it does
   * @param rows exactly the bytes of its table, big endian
   * @param defaults for what it leaves out
   * @param offset where its first sample lies in the file
   * @param totalSize how many bytes the samples take together
   */
  TrackRun(
      int flags,
      long count,
      long firstFlags,
      ByteBuffer rows,
      Defaults defaults,
      long offset,
      long totalSize) {
    this.count = count;
    this.tellsFirst = (flags & TrackRunBox.FIRST_SAMPLE_FLAGS) != 0;
    this.firstFlags = firstFlags;
    this.rows = rows;
    this.width = width(flags);
    this.defaults = defaults;
    this.offset = offset;
    int column = 0;
    durationColumn = (flags & TrackRunBox.SAMPLE_DURATION) != 0 ? COLUMN * column++ : ABSENT;
    sizeColumn = (flags & TrackRunBox.SAMPLE_SIZE) != 0 ? COLUMN * column++ : ABSENT;
    flagsColumn = (flags & TrackRunBox.SAMPLE_FLAGS) != 0 ? COLUMN * column++ : ABSENT;
    boolean composed = (flags & TrackRunBox.SAMPLE_COMPOSITION_OFFSET) != 0;
    compositionColumn = composed ? COLUMN * column : ABSENT;
    this.totalSize = totalSize;
  }

  /**
   * Makes a run of a box.
   *
   * @param box the box, in memory
   * @param defaults for what it leaves out
   * @param offset where its first sample lies in the file
   */
  static TrackRun of(TrackRunBox box, Defaults defaults, long offset) throws MediaException {
    long count = box.samples().count();
    ByteBuffer rows = box.samples().bytes().toBuffer();
    long totalSize =
        box.has(TrackRunBox.SAMPLE_SIZE)
            ? sum(rows, sizeColumn(box.flags()), rows.limit(), width(box.flags()))
            : Ticks.multiplyCapped(count, defaults.size);
    return new TrackRun(
        box.flags(), count, box.firstSampleFlags(), rows, defaults, offset, totalSize);
  }

  /** Where the sizes are in a row of a run with such flags, which has them. */
  static int sizeColumn(int flags) {
    return (flags & TrackRunBox.SAMPLE_DURATION) != 0 ? COLUMN : 0;
  }

  /** Adds up a column from a place on; the sum of as many numbers as fit a box can't overflow. */
  static long sum(ByteBuffer bytes, int from, int end, int width) {
    long sum = 0;
    for (int at = from; at < end; at += width) {
      sum += bytes.getInt(at) & 0xffff_ffffL;
    }
    return sum;
  }

  /** How many bytes a run with such flags takes for each sample. */
  static int width(int flags) {
    return COLUMN * Integer.bitCount(flags & COLUMNS);
  }

  long count() {
    return count;
  }

  /** Where the first sample lies in the file. */
  long offset() {
    return offset;
  }

  long duration(long sample) {
    return durationColumn == ABSENT ? defaults.duration : value(sample, durationColumn);
  }

  long size(long sample) {
    return sizeColumn == ABSENT ? defaults.size : value(sample, sizeColumn);
  }

  long flags(long sample) {
    if (sample == 0 && tellsFirst) {
      return firstFlags;
    }
    return flagsColumn == ABSENT ? defaults.flags : value(sample, flagsColumn);
  }

  long compositionOffset(long sample) {
    // Many writers store negative offsets in version 0, where they would be absurdly large.
    return compositionColumn == ABSENT ? 0 : (int) value(sample, compositionColumn);
  }

  long totalDuration() {
    return durationColumn == ABSENT
        ? Ticks.multiplyCapped(count, defaults.duration)
        : sum(rows, durationColumn, rows.limit(), width);
  }

  long totalSize() {
    return totalSize;
  }

  private long value(long sample, int column) {
    return rows.getInt((int) sample * width + column) & 0xffff_ffffL;
  }
}
