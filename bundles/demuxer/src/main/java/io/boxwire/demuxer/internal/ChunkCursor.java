package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Table;
import io.boxwire.box.TableWindow;

/**
 * Walks the chunks of a track (ISO/IEC 14496-12:2022 8.7.4, 8.7.5): where each lies, how many
 * samples it has and under which sample entry. Both tables stay in the file.
 */
final class ChunkCursor {
  private final String path;
  private final TableWindow runs;
  private final TableWindow offsets;

  private long run;

  /** The first chunk of the next run, from 0; the number of chunks if there is no next run. */
  private long runEnd;

  private long chunk = -1;
  private long samples;
  private int description;

  ChunkCursor(String path, Table sampleToChunk, Table chunkOffsets) throws MediaException {
    this.path = path;
    this.runs = sampleToChunk.window();
    this.offsets = chunkOffsets.window();
    rewind();
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

  /** Goes to the next chunk that has samples; false behind the last. */
  boolean next() throws MediaException {
    do {
      chunk++;
      if (chunk >= offsets.count()) {
        return false;
      }
      if (chunk >= runEnd) {
        load(run + 1);
      }
    } while (samples == 0);
    return true;
  }

  /**
   * Goes to the chunk that has a sample.
   *
   * @return the number of the chunk's first sample, or -1 if the chunks have fewer samples
   */
  long seek(long sample) throws MediaException {
    rewind();
    long first = 0;
    while (next()) {
      long chunks = runEnd - chunk;
      long inRun = Ticks.multiplyCapped(chunks, samples);
      if (sample - first < inRun) {
        long skipped = (sample - first) / samples;
        chunk += skipped;
        return first + skipped * samples;
      }
      first = Ticks.addCapped(first, inRun);
      chunk = runEnd - 1;
    }
    return -1;
  }

  /** How many samples all chunks have together, capped at the largest long. */
  long total() throws MediaException {
    rewind();
    long total = 0;
    while (next()) {
      total = Ticks.addCapped(total, Ticks.multiplyCapped(runEnd - chunk, samples));
      chunk = runEnd - 1;
    }
    return total;
  }

  private void rewind() throws MediaException {
    chunk = -1;
    run = -1;
    runEnd = 0;
    samples = 0;
    if (runs.count() == 0 && offsets.count() > 0) {
      throw malformed("there are " + offsets.count() + " chunks and no stsc says what is in them");
    }
    if (runs.count() > 0 && runs.value(0, 0) != 1) {
      throw malformed("the first entry of stsc is for chunk " + runs.value(0, 0));
    }
  }

  private void load(long wanted) throws MediaException {
    run = wanted;
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

  private MediaException malformed(String message) {
    return MediaException.of(MediaException.Code.MALFORMED, message + " (" + path + ")");
  }
}
