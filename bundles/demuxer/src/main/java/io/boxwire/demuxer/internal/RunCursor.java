package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Table;
import io.boxwire.box.TableWindow;
import java.util.Arrays;

/**
 * Walks a table of runs, in which each entry gives a number of samples and a value that they share:
 * {@code stts}, {@code ctts}, {@code sbgp}. The table stays in the file.
 *
 * <p>On the way the cursor notes a checkpoint every 1,024 entries, so that going back or far ahead
 * costs a bounded search. The sum of the values of all samples before the current one comes along:
 * for {@code stts} it is the decode time.
 */
final class RunCursor {
  private static final int STRIDE = 1024;

  /** How many entries are taken out of the table at once. */
  private static final int BLOCK = 64;

  /** Blocks with larger runs are gone over run by run: the sums of smaller ones can't overflow. */
  private static final long LARGE_RUN = 1 << 24;

  /** What holds for samples that the table no longer covers. */
  enum Beyond {
    /** The value of the last entry. */
    LAST_VALUE,
    /** 0. */
    ZERO
  }

  private final TableWindow window;
  private final long entries;
  private final Beyond beyond;

  /** The entries from {@link #blockStart} to {@link #blockEnd}, two numbers each. */
  private final long[] block;

  private long blockStart;
  private long blockEnd;

  /** The samples of a block that was added up, and the sum of their values. */
  private long blockSamples;

  private long blockSum;

  /** Samples before entry {@code n * STRIDE}, and the sum of their values. */
  private long[] samplesBefore = {0};

  private long[] sumBefore = {0};

  /** The last sample before it that has a value other than 0, or -1. */
  private long[] nonZeroBefore = {-1};

  private int checkpoints = 1;

  /** The entry that covers the current sample; {@link #entries} once the table is used up. */
  private long entry;

  /** The number of the entry's first sample, and how many it has. */
  private long first;

  private long count;
  private long value;

  /** How many samples of the entry are left, the current one included. */
  private long left;

  private long sum;

  /** The last sample with a value other than 0 in the entries before the current one, or -1. */
  private long nonZero = -1;

  RunCursor(Table table, Beyond beyond) throws MediaException {
    this.window = table.window();
    this.entries = table.count();
    this.beyond = beyond;
    this.block = new long[2 * (int) Math.min(BLOCK, entries)];
    rewind(0);
  }

  /** The value of the current sample. */
  long value() {
    return value;
  }

  /** The sum of the values of all samples before the current one, capped at the largest long. */
  long sum() {
    return sum;
  }

  /** For how many samples, from the current one on, the value stays. */
  long left() {
    return left;
  }

  /** Moves on by some samples. */
  void advance(long samples) throws MediaException {
    long rest = samples;
    while (rest >= left) {
      if (rest > BLOCK && addUpBlock() && blockSamples <= rest) {
        rest -= blockSamples;
        leaveBlock();
        continue;
      }
      rest -= left;
      sum = plusRun(sum, left, value);
      step();
    }
    left -= rest;
    sum = plusRun(sum, rest, value);
  }

  /** Goes to a sample, from 0. */
  void seek(long sample) throws MediaException {
    int checkpoint = checkpointAt(sample);
    rewind(checkpoint);
    advance(sample - samplesBefore[checkpoint]);
  }

  /** The last checkpoint that is not behind a sample: entries of no samples lie before it. */
  private int checkpointAt(long sample) {
    int low = 0;
    int high = checkpoints;
    while (high - low > 1) {
      int middle = low + high >>> 1;
      if (samplesBefore[middle] <= sample) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Goes to the last sample before which the values sum up to a number or less.
   *
   * @return the sample, from 0; the first if even that is beyond the number
   */
  long seekSum(long target) throws MediaException {
    int checkpoint = checkpoints - 1;
    while (checkpoint > 0 && sumBefore[checkpoint] > target) {
      checkpoint--;
    }
    rewind(checkpoint);
    long sample = samplesBefore[checkpoint];
    while (entry < entries && plusRun(sum, left, value) <= target) {
      if (addUpBlock() && Ticks.addCapped(sum, blockSum) <= target) {
        sample += blockSamples;
        leaveBlock();
        continue;
      }
      sample += left;
      sum = plusRun(sum, left, value);
      step();
    }
    if (value > 0 && target > sum) {
      long more = Math.min((target - sum) / value, left - 1);
      advance(more);
      sample += more;
    }
    return sample;
  }

  /**
   * Finds the last sample with a value other than 0 that is not behind another sample.
   *
   * @return the sample, from 0, or -1 if there is none; the cursor is at no certain sample then
   */
  long floorNonZero(long sample) throws MediaException {
    rewind(checkpointAt(sample));
    while (entry < entries && first + count <= sample) {
      step();
    }
    return entry < entries && value != 0 && first <= sample ? sample : nonZero;
  }

  private void rewind(int checkpoint) throws MediaException {
    sum = sumBefore[checkpoint];
    first = samplesBefore[checkpoint];
    nonZero = nonZeroBefore[checkpoint];
    entry = (long) checkpoint * STRIDE;
    load();
  }

  /** Adds up the block, if the cursor has just come to it; false if it can't be left at once. */
  private boolean addUpBlock() {
    long nextCheckpoint = (long) checkpoints * STRIDE;
    boolean whole = nextCheckpoint <= blockStart || nextCheckpoint >= blockEnd;
    if (entry != blockStart || blockEnd == blockStart || left != count || !whole) {
      return false;
    }
    blockSamples = 0;
    blockSum = 0;
    for (int i = 0; i < 2 * (blockEnd - blockStart); i += 2) {
      if (block[i] > LARGE_RUN) {
        return false;
      }
      blockSamples += block[i];
      blockSum += block[i] * Math.max(0, block[i + 1]);
    }
    return true;
  }

  /** Goes behind a block that was added up. */
  private void leaveBlock() throws MediaException {
    int last = 2 * (int) (blockEnd - blockStart - 1);
    long end = first + blockSamples;
    long behind = end;
    for (int i = last; i >= 0 && (block[i] == 0 || block[i + 1] == 0); i -= 2) {
      behind -= block[i];
    }
    nonZero = behind > first ? behind - 1 : nonZero;
    // It may hold beyond the table as well.
    int sampled = last;
    while (block[sampled] == 0) {
      sampled -= 2;
    }
    value = block[sampled + 1];
    first = end;
    sum = Ticks.addCapped(sum, blockSum);
    entry = blockEnd;
    load();
  }

  /** Goes behind the current entry. */
  private void step() throws MediaException {
    if (value != 0) {
      nonZero = first + count - 1;
    }
    first += count;
    entry++;
    load();
  }

  /** Reads the current entry, or the next that has samples. */
  private void load() throws MediaException {
    while (entry < entries) {
      if (entry == (long) checkpoints * STRIDE) {
        note();
      }
      if (entry < blockStart || entry >= blockEnd) {
        blockStart = entry;
        // Where reading fails, nothing is in the block.
        blockEnd = entry;
        blockEnd = entry + window.values(entry, block);
      }
      int at = 2 * (int) (entry - blockStart);
      count = block[at];
      if (count > 0) {
        left = count;
        value = block[at + 1];
        return;
      }
      entry++;
    }
    left = Long.MAX_VALUE;
    value = beyond == Beyond.ZERO ? 0 : value;
  }

  private void note() {
    if (checkpoints == samplesBefore.length) {
      samplesBefore = Arrays.copyOf(samplesBefore, 2 * checkpoints);
      sumBefore = Arrays.copyOf(sumBefore, 2 * checkpoints);
      nonZeroBefore = Arrays.copyOf(nonZeroBefore, 2 * checkpoints);
    }
    samplesBefore[checkpoints] = first;
    sumBefore[checkpoints] = sum;
    nonZeroBefore[checkpoints] = nonZero;
    checkpoints++;
  }

  private static long plusRun(long sum, long samples, long value) {
    return value == 0 || samples == 0
        ? sum
        : Ticks.addCapped(sum, Ticks.multiplyCapped(samples, Math.max(0, value)));
  }
}
