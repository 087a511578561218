package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Table;
import io.boxwire.box.TableWindow;

/**
 * Tells which samples are in an ascending list of sample numbers, such as {@code stss}. The table
 * stays in the file.
 */
final class SyncCursor {
  private final TableWindow numbers;
  private final long entries;

  /** The first entry that is not before the samples asked for so far. */
  private long entry;

  /** The sample of that entry, from 0; the largest long behind the last entry. */
  private long listed;

  SyncCursor(Table table) throws MediaException {
    this.numbers = table.window();
    this.entries = table.count();
    load(0);
  }

  /** Tells whether a sample is listed. Samples are asked for in ascending order. */
  boolean contains(long sample) throws MediaException {
    while (listed < sample) {
      load(entry + 1);
    }
    return listed == sample;
  }

  /**
   * Finds the last listed sample that is not behind another, and makes that sample the next to be
   * asked for.
   *
   * @return the sample, from 0, or -1 if none is listed so early
   */
  long floor(long sample) throws MediaException {
    long low = 0;
    long high = entries;
    while (low < high) {
      long middle = low + high >>> 1;
      if (numbers.value(middle, 0) - 1 <= sample) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    load(Math.max(0, low - 1));
    return low == 0 ? -1 : listed;
  }

  private void load(long wanted) throws MediaException {
    entry = wanted;
    listed = entry < entries ? numbers.value(entry, 0) - 1 : Long.MAX_VALUE;
  }
}
