package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.ChunkLargeOffsetBox;
import io.boxwire.box.ChunkOffsetBox;
import io.boxwire.box.CompositionOffsetBox;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.box.SampleToChunkBox;
import io.boxwire.box.SyncSampleBox;
import io.boxwire.box.Table;
import io.boxwire.box.TableLayout;
import io.boxwire.box.TimeToSampleBox;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the sample tables of a track (ISO/IEC 14496-12:2022 8.5 to 8.7) straight from its index.
 *
 * <pre>
 * stbl
 *   stsd
 *   stts
 *   ctts           if any sample is shown later than it is decoded
 *   stss           if not every sample of a video track is a sync sample
 *   sgpd, sbgp     if there are open-GOP pictures or recovery points
 *   stsc
 *   stsz
 *   stco or co64
 * </pre>
 */
final class SampleTableBuilder {
  private static final long LARGEST_32 = 0xffff_ffffL;

  private final Track track;
  private final SampleIndex index;
  private final long shift;

  /**
   * Begins with a track.
   *
   * @param track the track with its index
   * @param shift what is added to each chunk offset
   */
  SampleTableBuilder(Track track, long shift) {
    this.track = track;
    this.index = track.index();
    this.shift = shift;
  }

  ContainerBox build() throws MediaException {
    List<Box> boxes = new ArrayList<>();
    boxes.add(SampleEntryBuilder.all(track));
    boxes.add(TimeToSampleBox.of(runs(TimeToSampleBox.LAYOUT, index.durations(), 0)));
    if (index.reordered()) {
      boxes.add(
          CompositionOffsetBox.of(
              runs(
                  CompositionOffsetBox.LAYOUT,
                  index.compositionOffsets(),
                  index.compositionShift())));
    }
    if (index.syncSamples() < index.count()) {
      boxes.add(syncSamples());
    }
    boxes.addAll(SampleGroups.boxes(index::eachAccessRun, 0));
    boxes.add(sampleToChunk());
    boxes.add(sizes());
    boxes.add(chunkOffsets());
    return new ContainerBox(ContainerBox.STBL, boxes);
  }

  /** Samples without a table: of a moov that announces fragments. */
  static ContainerBox empty(Track track) throws MediaException {
    return ContainerBox.of(
        ContainerBox.STBL,
        SampleEntryBuilder.first(track, 1),
        TimeToSampleBox.of(Table.empty(TimeToSampleBox.LAYOUT)),
        SampleToChunkBox.of(Table.empty(SampleToChunkBox.LAYOUT)),
        SampleSizeBox.of(Table.empty(SampleSizeBox.LAYOUT)),
        ChunkOffsetBox.of(Table.empty(ChunkOffsetBox.LAYOUT)));
  }

  private static Table runs(TableLayout layout, CodedColumn column, long added) {
    return Table.generated(
        layout,
        column.runs(),
        out -> {
          CodedColumn.Cursor cursor = column.cursor();
          while (cursor.hasNext()) {
            long length = cursor.nextRun();
            out.entry(length, cursor.value() + added);
          }
        });
  }

  private Box syncSamples() {
    return SyncSampleBox.of(
        Table.generated(
            SyncSampleBox.LAYOUT, index.syncSamples(), out -> index.eachSyncSample(out::entry)));
  }

  private Box sampleToChunk() throws MediaException {
    return SampleToChunkBox.of(
        Table.generated(
            SampleToChunkBox.LAYOUT, index.chunkRuns(), out -> index.eachChunkRun(out::entry)));
  }

  /**
   * The sizes one by one, even where all are equal: GStreamer takes a constant size of audio for
   * that of a single audio frame and loses data, unless it is one.
   */
  private Box sizes() {
    CodedColumn sizes = index.sizes();
    if (index.inTicks()) {
      return SampleSizeBox.constant(sizes.last(), sizes.count());
    }
    return SampleSizeBox.of(
        Table.generated(
            SampleSizeBox.LAYOUT,
            sizes.count(),
            out -> {
              CodedColumn.Cursor cursor = sizes.cursor();
              while (cursor.hasNext()) {
                out.entry(cursor.next());
              }
            }));
  }

  private Box chunkOffsets() {
    boolean large = index.lastChunkOffset() + shift > LARGEST_32;
    TableLayout layout = large ? ChunkLargeOffsetBox.LAYOUT : ChunkOffsetBox.LAYOUT;
    Table offsets =
        Table.generated(
            layout,
            index.chunks(),
            out -> index.eachChunkOffset(offset -> out.entry(offset + shift)));
    return large ? ChunkLargeOffsetBox.of(offsets) : ChunkOffsetBox.of(offsets);
  }
}
