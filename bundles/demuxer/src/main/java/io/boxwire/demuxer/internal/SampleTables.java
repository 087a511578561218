package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.ByteRange;
import io.boxwire.box.ChunkLargeOffsetBox;
import io.boxwire.box.ChunkOffsetBox;
import io.boxwire.box.CompactSampleSizeBox;
import io.boxwire.box.CompositionOffsetBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.MalformedBox;
import io.boxwire.box.OpaqueBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.box.SampleToChunkBox;
import io.boxwire.box.SyncSampleBox;
import io.boxwire.box.Table;
import io.boxwire.box.TableLayout;
import io.boxwire.box.TableLayout.Column;
import io.boxwire.box.TimeToSampleBox;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sample tables of a track, where they lie (ISO/IEC 14496-12:2022 8.5.1).
 *
 * @param path the path of the track, for messages
 * @param count how many samples there are
 * @param constantSize the size of each sample, or 0 if {@code sizes} has them
 * @param sizes a column of sizes
 * @param durations {@code stts}
 * @param compositionOffsets {@code ctts}, if there is one
 * @param sampleToChunk {@code stsc}
 * @param chunkOffsets {@code stco} or {@code co64}
 * @param sync {@code stss}; without it all samples are sync samples
 * @param partialSync QuickTime's {@code stps}: open-GOP pictures
 * @param groups which samples are random access points of other kinds
 */
record SampleTables(
    String path,
    long count,
    long constantSize,
    Table sizes,
    Table durations,
    Optional<Table> compositionOffsets,
    Table sampleToChunk,
    Table chunkOffsets,
    Optional<Table> sync,
    Optional<Table> partialSync,
    SampleGroups groups) {
  private static final int WINDOW = 8192;

  private static final FourCc PARTIAL_SYNC = FourCc.of("stps");
  private static final Set<FourCc> NEEDED =
      Set.of(
          TimeToSampleBox.TYPE,
          CompositionOffsetBox.TYPE,
          SampleToChunkBox.TYPE,
          SampleSizeBox.TYPE,
          CompactSampleSizeBox.TYPE,
          ChunkOffsetBox.TYPE,
          ChunkLargeOffsetBox.TYPE,
          SyncSampleBox.TYPE);
  private static final TableLayout PARTIAL_SYNC_LAYOUT =
      TableLayout.of(Column.unsigned(32, "sample_number"));

  /** The tables of a track whose samples are all in movie fragments. */
  static SampleTables none(String path) {
    return new SampleTables(
        path,
        0,
        0,
        Table.empty(SampleSizeBox.LAYOUT),
        Table.empty(TimeToSampleBox.LAYOUT),
        Optional.empty(),
        Table.empty(SampleToChunkBox.LAYOUT),
        Table.empty(ChunkOffsetBox.LAYOUT),
        Optional.empty(),
        Optional.empty(),
        SampleGroups.NONE);
  }

  /**
   * Finds the tables.
   *
   * @throws MediaException with code MALFORMED if one that is needed is missing or broken
   */
  static SampleTables of(ParentBox stbl, String path) throws MediaException {
    for (MalformedBox broken : stbl.children(MalformedBox.class)) {
      // A track without its broken stss, say, would be all sync samples.
      if (NEEDED.contains(broken.type())) {
        throw broken.problem();
      }
    }
    long count = 0;
    long constant = 0;
    Table sizes = Table.empty(SampleSizeBox.LAYOUT);
    Optional<SampleSizeBox> stsz = stbl.child(SampleSizeBox.class);
    Optional<CompactSampleSizeBox> stz2 = stbl.child(CompactSampleSizeBox.class);
    if (stsz.isPresent()) {
      count = stsz.get().sampleCount();
      constant = stsz.get().sampleSize();
      sizes = stsz.get().sizes();
    } else if (stz2.isPresent()) {
      sizes = stz2.get().sizes();
      count = sizes.count();
    }
    if (count == 0) {
      return none(path);
    }
    Optional<Table> offsets =
        stbl.child(ChunkOffsetBox.class)
            .map(ChunkOffsetBox::entries)
            .or(() -> stbl.child(ChunkLargeOffsetBox.class).map(ChunkLargeOffsetBox::entries));
    return new SampleTables(
        path,
        count,
        constant,
        sizes,
        stbl.child(TimeToSampleBox.class)
            .map(TimeToSampleBox::entries)
            .orElseThrow(() -> missing("stts", path)),
        stbl.child(CompositionOffsetBox.class).map(CompositionOffsetBox::entries),
        stbl.child(SampleToChunkBox.class)
            .map(SampleToChunkBox::entries)
            .orElseThrow(() -> missing("stsc", path)),
        offsets.orElseThrow(() -> missing("stco", path)),
        stbl.child(SyncSampleBox.class).map(SyncSampleBox::entries),
        partialSync(stbl, path),
        SampleGroups.of(stbl));
  }

  /** The decode time behind the last sample, in ticks. */
  long endTime() throws MediaException {
    RunCursor cursor = new RunCursor(durations, RunCursor.Beyond.LAST_VALUE);
    cursor.seek(count);
    return Math.min(cursor.sum(), Ticks.LIMIT);
  }

  /** How many bytes the windows take through which the tables are read, at most. */
  long windowBytes() {
    return Stream.of(
            Stream.of(sizes, durations, sampleToChunk, chunkOffsets),
            Stream.of(compositionOffsets, sync, partialSync, groups.openGop(), groups.roll())
                .flatMap(Optional::stream))
        .flatMap(tables -> tables)
        .mapToLong(table -> Math.min(WINDOW, table.layout().size(table.count())))
        .sum();
  }

  private static Optional<Table> partialSync(ParentBox stbl, String path) throws MediaException {
    Optional<Box> found = stbl.child(PARTIAL_SYNC);
    if (found.isEmpty() || !(found.get() instanceof OpaqueBox stps)) {
      return Optional.empty();
    }
    ByteRange payload = stps.payload();
    ByteBuffer head = ByteBuffer.allocate(8);
    if (payload.size() < head.capacity()) {
      throw MediaException.malformed("stps is too short", path, payload.position());
    }
    payload.source().readFully(payload.position(), head);
    long entries = head.getInt(4) & 0xffff_ffffL;
    long bytes = PARTIAL_SYNC_LAYOUT.size(entries);
    if (bytes > payload.size() - head.capacity()) {
      throw MediaException.malformed("stps is too short", path, payload.position());
    }
    ByteRange numbers = ByteRange.of(payload.source(), payload.position() + 8, bytes);
    return Optional.of(Table.stored(PARTIAL_SYNC_LAYOUT, entries, numbers));
  }

  private static MediaException missing(String box, String path) {
    return MediaException.of(
        MediaException.Code.MALFORMED, "there are samples, but no " + box + " (" + path + ")");
  }
}
