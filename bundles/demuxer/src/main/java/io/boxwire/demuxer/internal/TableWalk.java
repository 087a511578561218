package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.box.TableWindow;

/**
 * Walks the samples that a track's sample tables describe (ISO/IEC 14496-12:2022 8.6, 8.7). Each
 * table is read where it lies, so neither opening nor walking takes memory for the samples.
 */
final class TableWalk {
  /** How far behind a wanted time to look for a random access point that is shown before it. */
  private static final int LOOK_AHEAD = 64;

  /** How many random access points to look at; offsets that ask for more make no sense. */
  private static final int MOST_STEPS_BACK = 1000;

  private final Track track;
  private final SampleTables tables;
  private final MediaListener listener;
  private final OverlapGuard guard;
  private final TableWindow sizes;
  private final RunCursor durations;
  private final RunCursor compositionOffsets;
  private final ChunkCursor chunks;
  private final RandomAccessCursor randomAccess;

  /** The next sample, from 0. */
  private long next;

  /** How many samples of the current chunk are left, and where the next lies. */
  private long chunkLeft;

  private long offset;

  /**
   * Starts before the first sample.
   *
   * @param track the track
   * @param tables its tables
   * @param input where the file ends
   * @param listener is told if the tables list samples that are nowhere
   */
  TableWalk(Track track, SampleTables tables, InputEnd input, MediaListener listener)
      throws MediaException {
    this.track = track;
    this.tables = tables;
    this.listener = listener;
    this.guard = new OverlapGuard(track, input);
    this.sizes = tables.sizes().window();
    this.durations = new RunCursor(tables.durations(), RunCursor.Beyond.LAST_VALUE);
    this.compositionOffsets =
        tables.compositionOffsets().isEmpty()
            ? null
            : new RunCursor(tables.compositionOffsets().get(), RunCursor.Beyond.ZERO);
    this.chunks = new ChunkCursor(tables.path(), tables.sampleToChunk(), tables.chunkOffsets());
    this.randomAccess = new RandomAccessCursor(tables);
  }

  /**
   * Reads what the tables say of the next sample.
   *
   * @return false behind the last
   * @throws MediaException if the tables are malformed, or the sample lies behind the end of the
   *     file; no further sample follows then
   */
  boolean next(Sample into) throws MediaException {
    if (next >= tables.count()) {
      return false;
    }
    long at = next;
    // Whatever goes wrong: behind it there is nothing that could be relied on.
    next = tables.count();
    if (chunkLeft == 0 && !enterChunk(at)) {
      return false;
    }
    long samples = 1;
    long bytes;
    if (track.packing().isPresent()) {
      AudioPacking packing = track.packing().get();
      // Single audio frames share a run only if they share their duration.
      long alike = packing.framesPerPacket() == 1 ? durations.left() : chunkLeft;
      samples = packing.run(Math.min(Math.min(chunkLeft, alike), tables.count() - at));
      bytes = packing.bytes(samples);
    } else {
      bytes = size(at);
    }
    fill(into, at, samples, bytes);
    guard.check(into.index, offset, bytes);
    chunkLeft -= samples;
    offset += bytes;
    durations.advance(samples);
    if (compositionOffsets != null) {
      compositionOffsets.advance(samples);
    }
    randomAccess.advance(samples);
    next = at + samples;
    return true;
  }

  private boolean enterChunk(long at) throws MediaException {
    if (!chunks.next()) {
      listener.onEvent(
          MediaEvent.onTrack(
              MediaEvent.Kind.INPUT_SKIPPED,
              track.id(),
              "there are " + tables.count() + " samples, but chunks for " + at + " only"));
      return false;
    }
    chunkLeft = chunks.samples();
    offset = chunks.offset();
    return true;
  }

  /** Many writers store negative offsets in version 0 of {@code ctts}, so they count as signed. */
  private void fill(Sample into, long at, long samples, long bytes) throws MediaException {
    if (durations.sum() > Ticks.LIMIT) {
      throw malformed("the decode time of sample " + at + " is too large");
    }
    randomAccess.look(at);
    into.index = at;
    into.decodeTime = durations.sum();
    into.compositionTime =
        durations.sum() + (compositionOffsets == null ? 0 : (int) compositionOffsets.value());
    into.duration = durations.value() * samples;
    into.offset = offset;
    into.size = (int) Math.min(bytes, Integer.MAX_VALUE);
    into.description = chunks.description();
    into.randomAccess = randomAccess.kind();
    into.rollDistance = randomAccess.rollDistance();
  }

  private long size(long sample) throws MediaException {
    return tables.constantSize() > 0 ? tables.constantSize() : sizes.value(sample, 0);
  }

  /** Goes to a sample, which {@link #next} gives then. */
  void seek(long sample) throws MediaException {
    next = tables.count();
    long target = track.packing().isPresent() ? track.packing().get().align(sample) : sample;
    long first = chunks.seek(target);
    if (first < 0) {
      throw malformed("there is no chunk for sample " + target);
    }
    chunkLeft = chunks.samples() - (target - first);
    offset = chunks.offset() + bytesBetween(first, target);
    durations.seek(target);
    if (compositionOffsets != null) {
      compositionOffsets.seek(target);
    }
    randomAccess.seek(target);
    guard.restart();
    next = target;
  }

  private long bytesBetween(long first, long end) throws MediaException {
    if (track.packing().isPresent()) {
      return track.packing().get().bytes(end - first);
    }
    if (tables.constantSize() > 0) {
      return Ticks.multiplyCapped(tables.constantSize(), end - first);
    }
    long bytes = 0;
    for (long sample = first; sample < end; sample++) {
      bytes += sizes.value(sample, 0);
    }
    return bytes;
  }

  /**
   * Goes to the last random access point that is composed at or before a time, or else to the first
   * sample.
   */
  void seekTime(long compositionTime) throws MediaException {
    long near = Math.min(durations.seekSum(compositionTime), tables.count() - 1);
    // With negative composition offsets, what is decoded a little later may be shown before.
    long ahead = Math.min(near + (compositionOffsets == null ? 0 : LOOK_AHEAD), tables.count() - 1);
    long found = randomAccess.floor(ahead);
    for (int i = 0; i < MOST_STEPS_BACK && found > 0; i++) {
      if (compositionTime(found) <= compositionTime) {
        break;
      }
      found = randomAccess.floor(found - 1);
    }
    seek(Math.max(0, found));
  }

  private long compositionTime(long sample) throws MediaException {
    durations.seek(sample);
    if (compositionOffsets == null) {
      return durations.sum();
    }
    compositionOffsets.seek(sample);
    return durations.sum() + (int) compositionOffsets.value();
  }

  private MediaException malformed(String message) {
    return MediaException.of(Code.MALFORMED, message + " (" + tables.path() + ")");
  }
}
