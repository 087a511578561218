package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Table;
import java.util.Arrays;

/**
 * Walks the chunks of a track (ISO/IEC 14496-12:2022 8.7.4, 8.7.5): where each lies, how many
 * samples it has and under which sample entry. Both tables stay in the file; every 1,024 runs a
 * checkpoint is noted, so that going back or far ahead costs a bounded search.
 */
final class ChunkCursor {
  private static final int STRIDE = 1024;

  private final String path;
  private final Entries runs;
  private final Entries offsets;

  /** The first chunk of run {@code n * STRIDE}, and the number of samples before it. */
  private long[] startAt = {0};

  private long[] beforeAt = {0};
  private int checkpoints = 1;

  private long run;

  /** The first chunk of the run, and how many samples all chunks before it have. */
  private long runStart;

  private long before;

  /** The first chunk of the next run, from 0; the number of chunks if there is no next run. */
  private long runEnd;

  private long chunk = -1;
  private long samples;
  private int description;

  ChunkCursor(String path, Table sampleToChunk, Table chunkOffsets) throws MediaException {
    this.path = path;
    this.runs = new Entries(sampleToChunk);
    this.offsets = new Entries(chunkOffsets);
    check();
    rewind(0);
  }

  /** How many samples the current chunk has. */
  long samples() {
    return samples;
  }

  /** The sample entry of the current chunk, from 1. */
  int description() {
    return description;
  }

  /** Where the current chunk lies in the file. */
  long offset() throws MediaException {
    long offset = offsets.value(chunk, 0);
    if (offset < 0) {
      throw malformed("chunk " + (chunk + 1) + " lies at " + Long.toUnsignedString(offset));
    }
    return offset;
  }

  /**
   * Tells at once where the current chunk lies and those behind it that have as many samples each,
   * as far as their offsets are at hand, and goes to the last of them.
   *
   * @param into has room for {@link Entries#BLOCK} offsets, which are negative where they are too
   *     large
   * @return how many chunks, 1 or more
   */
  int alike(long[] into) throws MediaException {
    int count = offsets.copy(chunk, runEnd - chunk, into);
    chunk += count - 1;
    return count;
  }

  /** Goes to the next chunk that has samples; false behind the last. */
  boolean next() throws MediaException {
    chunk++;
    while (chunk < offsets.count()) {
      if (chunk >= runEnd) {
        load(run + 1);
      }
      if (samples > 0) {
        return true;
      }
      chunk = runEnd;
    }
    return false;
  }

  /**
   * Goes to the chunk that has a sample.
   *
   * @return the number of the chunk's first sample, or -1 if the chunks have fewer samples
   */
  long seek(long sample) throws MediaException {
    rewind(checkpointAt(sample));
    while (next()) {
      if (sample - before < inRun()) {
        long skipped = (sample - before) / samples;
        chunk = runStart + skipped;
        return before + skipped * samples;
      }
      chunk = runEnd - 1;
    }
    return -1;
  }

  private long inRun() {
    return Ticks.multiplyCapped(runEnd - runStart, samples);
  }

  private int checkpointAt(long sample) {
    int low = 0;
    int high = checkpoints;
    while (high - low > 1) {
      int middle = low + high >>> 1;
      if (beforeAt[middle] <= sample) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Goes before a run whose beginning was noted. */
  private void rewind(int checkpoint) {
    run = (long) checkpoint * STRIDE - 1;
    runStart = startAt[checkpoint];
    runEnd = runStart;
    before = beforeAt[checkpoint];
    chunk = runStart - 1;
    samples = 0;
  }

  private void check() throws MediaException {
    if (runs.count() == 0 && offsets.count() > 0) {
      throw malformed("there are " + offsets.count() + " chunks and no stsc says what is in them");
    }
    if (runs.count() > 0 && runs.value(0, 0) != 1) {
      throw malformed("the first entry of stsc is for chunk " + runs.value(0, 0));
    }
  }

  private void load(long wanted) throws MediaException {
    before = Ticks.addCapped(before, inRun());
    runStart = runEnd;
    run = wanted;
    if (run == (long) checkpoints * STRIDE) {
      note();
    }
    samples = runs.value(run, 1);
    long entry = runs.value(run, 2);
    description = (int) Math.min(entry, Integer.MAX_VALUE);
    runEnd = offsets.count();
    if (run + 1 < runs.count()) {
      long next = runs.value(run + 1, 0) - 1;
      if (next <= chunk) {
        throw malformed("entry " + (run + 2) + " of stsc goes back to chunk " + (next + 1));
      }
      // Entries for chunks that do not exist are of no effect.
      runEnd = Math.min(next, offsets.count());
    }
  }

  private void note() {
    if (checkpoints == startAt.length) {
      startAt = Arrays.copyOf(startAt, 2 * checkpoints);
      beforeAt = Arrays.copyOf(beforeAt, 2 * checkpoints);
    }
    startAt[checkpoints] = runStart;
    beforeAt[checkpoints] = before;
    checkpoints++;
  }

  private MediaException malformed(String message) {
    return MediaException.of(MediaException.Code.MALFORMED, message + " (" + path + ")");
  }
}
