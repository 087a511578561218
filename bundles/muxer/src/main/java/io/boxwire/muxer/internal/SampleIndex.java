package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;

/**
 * What a progressive {@code moov} says of the samples of one track, gathered while they are
 * written: sizes, durations, composition offsets, random access points, chunks.
 *
 * <p>A video sample takes some three to six bytes; G.711 blocks of one size take none. Not safe for
 * threads; used by the one that writes.
 */
final class SampleIndex {
  private static final RandomAccess[] KINDS = RandomAccess.values();

  /** Where a chunk ends even if the next sample lies right behind, for readers that load chunks. */
  private static final long LARGEST_CHUNK = 1 << 20;

  private final CodedColumn sizes;
  private final CodedColumn durations;
  private final CodedColumn offsets;
  private final CodedColumn access;
  private final CodedColumn chunkOffsets;
  private final CodedColumn chunkSamples;
  private final CodedColumn chunkEntries;

  private long totalDuration;
  private long totalBytes;
  private long leastOffset;
  private long greatestOffset;
  private long lastChunkOffset;
  private long openChunkSamples;
  private int openChunkEntry;
  private long end = -1;
  private boolean inTicks;
  private long syncSamples;

  private long lastComposition = Long.MIN_VALUE;

  /**
   * Makes an empty index.
   *
   * @param store takes what would fill the heap
   */
  SampleIndex(PageStore store) {
    this.sizes = new CodedColumn(store);
    this.durations = new CodedColumn(store);
    this.offsets = new CodedColumn(store);
    this.access = new CodedColumn(store);
    this.chunkOffsets = new CodedColumn(store);
    this.chunkSamples = new CodedColumn(store);
    this.chunkEntries = new CodedColumn(store);
  }

  /**
   * Adds a sample.
   *
   * @param offset where it lies in the file
   * @param size bytes
   * @param duration ticks
   * @param compositionOffset composition time less decode time, ticks
   * @param kind how decoding can start here
   * @param roll the distance of a recovery point
   * @param entry which sample entry it has, from 1
   */
  void add(
      long offset,
      int size,
      long duration,
      long compositionOffset,
      RandomAccess kind,
      int roll,
      int entry) {
    chunk(offset, 1, entry);
    end = offset + size;
    sizes.add(size);
    offsets.add(compositionOffset);
    access.add((long) roll << 2 | kind.ordinal());
    if (kind == RandomAccess.SYNC) {
      syncSamples++;
    }
    long composition = totalDuration + compositionOffset;
    lastComposition = Math.max(lastComposition, composition + duration);
    leastOffset = Math.min(leastOffset, compositionOffset);
    greatestOffset = Math.max(greatestOffset, compositionOffset);
    durations.add(duration);
    totalDuration += duration;
    totalBytes += size;
  }

  /**
   * Adds samples of equal size and of one tick each, none of them reordered.
   *
   * @param offset where the first lies in the file
   * @param samples how many
   * @param size bytes of each
   * @param entry which sample entry they have, from 1
   */
  void addTicks(long offset, long samples, int size, int entry) {
    inTicks = true;
    chunk(offset, samples, entry);
    end = offset + samples * size;
    sizes.add(size, samples);
    offsets.add(0, samples);
    access.add(RandomAccess.SYNC.ordinal(), samples);
    durations.add(1, samples);
    syncSamples += samples;
    totalDuration += samples;
    lastComposition = Math.max(lastComposition, totalDuration);
    totalBytes += samples * size;
  }

  private void chunk(long offset, long samples, int entry) {
    if (offset == end
        && entry == openChunkEntry
        && openChunkSamples > 0
        && offset - lastChunkOffset < LARGEST_CHUNK) {
      openChunkSamples += samples;
      return;
    }
    endChunk();
    chunkOffsets.add(offset - lastChunkOffset);
    lastChunkOffset = offset;
    openChunkEntry = entry;
    openChunkSamples = samples;
  }

  /** Ends the current chunk: the next sample begins another one even if it lies right behind. */
  void endChunk() {
    if (openChunkSamples > 0) {
      chunkSamples.add(openChunkSamples);
      chunkEntries.add(openChunkEntry);
      openChunkSamples = 0;
    }
  }

  /**
   * The index of the first of these samples, in the heap.
   *
   * @param limit the file offset at or before which they end
   */
  SampleIndex upTo(long limit) throws MediaException {
    endChunk();
    SampleIndex shorter = new SampleIndex(PageStore.HEAP);
    CodedColumn.Cursor offset = chunkOffsets.cursor();
    CodedColumn.Cursor samples = chunkSamples.cursor();
    CodedColumn.Cursor entry = chunkEntries.cursor();
    Copy copy = new Copy(shorter, limit);
    long at = 0;
    boolean whole = true;
    while (whole && offset.hasNext()) {
      at += offset.next();
      whole = copy.chunk(at, samples.next(), (int) entry.next());
    }
    return shorter;
  }

  /** Copies what lies before a limit. */
  private final class Copy {
    private final SampleIndex to;
    private final long limit;
    private final CodedColumn.Cursor size = sizes.cursor();
    private final CodedColumn.Cursor duration = durations.cursor();
    private final CodedColumn.Cursor composition = offsets.cursor();
    private final CodedColumn.Cursor random = access.cursor();

    Copy(SampleIndex to, long limit) {
      this.to = to;
      this.limit = limit;
    }

    /** Copies a chunk, and says whether that was all of it. */
    boolean chunk(long offset, long samples, int entry) throws MediaException {
      if (inTicks) {
        int each = (int) sizes.last();
        long fitting = Math.min(samples, Math.max(0, (limit - offset) / each));
        to.addTicks(offset, fitting, each, entry);
        return fitting == samples;
      }
      long at = offset;
      for (long i = 0; i < samples; i++) {
        int bytes = (int) size.next();
        if (at + bytes > limit) {
          return false;
        }
        long how = random.next();
        to.add(at, bytes, duration.next(), composition.next(), kind(how), (int) (how >>> 2), entry);
        at += bytes;
      }
      return true;
    }
  }

  /** The file offset at which the last sample ends; -1 if there is none. */
  long fileEnd() {
    return end;
  }

  /** Whether samples are single ticks of equal size. */
  boolean inTicks() {
    return inTicks;
  }

  boolean isEmpty() {
    return sizes.count() == 0;
  }

  long count() {
    return sizes.count();
  }

  long totalDuration() {
    return totalDuration;
  }

  long totalBytes() {
    return totalBytes;
  }

  /**
   * By how much all composition offsets are raised so that none is negative, as version 0 of {@code
   * ctts} asks.
   */
  long compositionShift() {
    return -leastOffset;
  }

  /** The end of the sample shown last, in ticks of the media timeline. */
  long end() {
    return isEmpty() ? 0 : lastComposition + compositionShift();
  }

  /** Whether any sample is shown at another time than it is decoded. */
  boolean reordered() {
    return greatestOffset + compositionShift() != 0;
  }

  long syncSamples() {
    return syncSamples;
  }

  /** The offset of the last chunk, the greatest one. */
  long lastChunkOffset() {
    return lastChunkOffset;
  }

  long chunks() {
    endChunk();
    return chunkOffsets.count();
  }

  CodedColumn sizes() {
    return sizes;
  }

  CodedColumn durations() {
    return durations;
  }

  CodedColumn compositionOffsets() {
    return offsets;
  }

  /** How many runs of samples per chunk and sample entry there are. */
  long chunkRuns() throws MediaException {
    long[] runs = {0};
    eachChunkRun((first, samples, entry) -> runs[0]++);
    return runs[0];
  }

  /** Takes the rows of {@code stsc}. */
  interface ChunkRuns {
    void run(long firstChunk, long samplesPerChunk, long entry) throws MediaException;
  }

  void eachChunkRun(ChunkRuns to) throws MediaException {
    endChunk();
    CodedColumn.Cursor samples = chunkSamples.cursor();
    CodedColumn.Cursor entries = chunkEntries.cursor();
    long lastSamples = -1;
    long lastEntry = -1;
    for (long chunk = 1; samples.hasNext(); chunk++) {
      long n = samples.next();
      long entry = entries.next();
      if (n != lastSamples || entry != lastEntry) {
        to.run(chunk, n, entry);
        lastSamples = n;
        lastEntry = entry;
      }
    }
  }

  /** Takes one number at a time. */
  interface Numbers {
    void number(long value) throws MediaException;
  }

  void eachChunkOffset(Numbers to) throws MediaException {
    endChunk();
    CodedColumn.Cursor cursor = chunkOffsets.cursor();
    long offset = 0;
    while (cursor.hasNext()) {
      offset += cursor.next();
      to.number(offset);
    }
  }

  void eachSyncSample(Numbers to) throws MediaException {
    CodedColumn.Cursor cursor = access.cursor();
    long sample = 1;
    while (cursor.hasNext()) {
      long length = cursor.nextRun();
      if (kind(cursor.value()) == RandomAccess.SYNC) {
        for (long i = 0; i < length; i++) {
          to.number(sample + i);
        }
      }
      sample += length;
    }
  }

  /** Takes runs of samples with the same way of random access. */
  interface AccessRuns {
    void run(long samples, RandomAccess kind, int roll) throws MediaException;
  }

  void eachAccessRun(AccessRuns to) throws MediaException {
    CodedColumn.Cursor cursor = access.cursor();
    while (cursor.hasNext()) {
      long length = cursor.nextRun();
      to.run(length, kind(cursor.value()), (int) (cursor.value() >>> 2));
    }
  }

  private static RandomAccess kind(long coded) {
    return KINDS[(int) coded & 3];
  }

  /** How much heap the index takes. */
  long heapBytes() {
    return sizes.heapBytes()
        + durations.heapBytes()
        + offsets.heapBytes()
        + access.heapBytes()
        + chunkOffsets.heapBytes()
        + chunkSamples.heapBytes()
        + chunkEntries.heapBytes();
  }
}
