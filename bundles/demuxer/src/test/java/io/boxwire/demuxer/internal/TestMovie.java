package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.AudioSampleEntry;
import io.boxwire.box.Box;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ChunkOffsetBox;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.DataReferenceBox;
import io.boxwire.box.EditListBox;
import io.boxwire.box.FileTypeBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.HandlerBox;
import io.boxwire.box.MediaHeaderBox;
import io.boxwire.box.MovieHeaderBox;
import io.boxwire.box.OpaqueBox;
import io.boxwire.box.SampleDescriptionBox;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.box.SampleToChunkBox;
import io.boxwire.box.SyncSampleBox;
import io.boxwire.box.Table;
import io.boxwire.box.TimeToSampleBox;
import io.boxwire.box.TrackExtendsBox;
import io.boxwire.box.TrackHeaderBox;
import io.boxwire.box.VisualSampleEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes small files out of boxes. */
final class TestMovie {
  static final int MOVIE_TIMESCALE = 1000;
  static final FourCc ISOM = FourCc.of("isom");
  static final FourCc TEST_VIDEO = FourCc.of("tst1");

  private TestMovie() {}

  /** A track of a test file, with the tables as they are given. */
  static final class TestTrack {
    private final int id;
    private final FourCc handler;
    private final int timescale;
    private final List<Box> entries = new ArrayList<>();
    private final List<Box> tables = new ArrayList<>();
    private final List<EditListBox.Edit> edits = new ArrayList<>();
    private Box dataReference = DataReferenceBox.SAME_FILE;

    private TestTrack(int id, FourCc handler, int timescale) {
      this.id = id;
      this.handler = handler;
      this.timescale = timescale;
    }

    static TestTrack video(int id, int timescale) {
      TestTrack track = new TestTrack(id, HandlerBox.VIDEO, timescale);
      return track.entry(VisualSampleEntry.of(TEST_VIDEO, 64, 48, "", List.of()));
    }

    static TestTrack audio(int id, int timescale, String type, int channels, int bits) {
      TestTrack track = new TestTrack(id, HandlerBox.SOUND, timescale);
      return track.entry(
          AudioSampleEntry.of(FourCc.of(type), channels, bits, timescale, List.of()));
    }

    TestTrack entry(Box entry) {
      entries.add(entry);
      return this;
    }

    TestTrack withoutEntries() {
      entries.clear();
      return this;
    }

    TestTrack table(Box... boxes) {
      tables.addAll(List.of(boxes));
      return this;
    }

    TestTrack edits(EditListBox.Edit... list) {
      edits.addAll(List.of(list));
      return this;
    }

    TestTrack dataReference(Box dref) {
      this.dataReference = dref;
      return this;
    }

    ContainerBox box() {
      List<Box> stbl = new ArrayList<>();
      stbl.add(SampleDescriptionBox.of(entries.toArray(Box[]::new)));
      stbl.addAll(tables);
      List<Box> trak = new ArrayList<>();
      trak.add(
          handler.equals(HandlerBox.VIDEO)
              ? TrackHeaderBox.video(0, id, 0, 64 << 16, 48 << 16)
              : TrackHeaderBox.audio(0, id, 0));
      if (!edits.isEmpty()) {
        trak.add(
            ContainerBox.of(
                ContainerBox.EDTS, EditListBox.of(edits.toArray(EditListBox.Edit[]::new))));
      }
      trak.add(
          ContainerBox.of(
              ContainerBox.MDIA,
              MediaHeaderBox.of(0, timescale, 0),
              HandlerBox.of(handler, "test"),
              ContainerBox.of(
                  ContainerBox.MINF,
                  ContainerBox.of(ContainerBox.DINF, dataReference),
                  new ContainerBox(ContainerBox.STBL, stbl))));
      return new ContainerBox(ContainerBox.TRAK, trak);
    }
  }

  /** A moov of tracks; with a {@code trex} for each if the file is fragmented. */
  static ContainerBox moov(boolean fragmented, TestTrack... tracks) {
    List<Box> boxes = new ArrayList<>();
    boxes.add(MovieHeaderBox.of(0, MOVIE_TIMESCALE, 0, 100));
    for (TestTrack track : tracks) {
      boxes.add(track.box());
    }
    if (fragmented) {
      Box[] defaults = Arrays.stream(tracks).map(t -> TrackExtendsBox.of(t.id)).toArray(Box[]::new);
      boxes.add(ContainerBox.of(ContainerBox.MVEX, defaults));
    }
    return new ContainerBox(ContainerBox.MOOV, boxes);
  }

  static Box ftyp() {
    return FileTypeBox.of(ISOM, 0, ISOM);
  }

  static Box mdat(byte[] payload) {
    return OpaqueBox.of(FourCc.of("mdat"), ByteBuffer.wrap(payload));
  }

  /** Boxes, one after another, as bytes. */
  static byte[] bytes(Box... boxes) throws MediaException {
    BoxWriter out = BoxWriter.inMemory();
    for (Box box : boxes) {
      out.write(box);
    }
    ByteBuffer buffer = out.toBuffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Bytes that differ from place to place. */
  static byte[] pattern(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7 + (i >> 8) + seed);
    }
    return bytes;
  }

  static TimeToSampleBox stts(long[]... runs) {
    return TimeToSampleBox.of(Table.of(TimeToSampleBox.LAYOUT, runs));
  }

  static SampleToChunkBox stsc(long[]... runs) {
    return SampleToChunkBox.of(Table.of(SampleToChunkBox.LAYOUT, runs));
  }

  static SampleSizeBox stsz(long... sizes) {
    return SampleSizeBox.of(Table.of(SampleSizeBox.LAYOUT, column(sizes)));
  }

  static ChunkOffsetBox stco(long... offsets) {
    return ChunkOffsetBox.of(Table.of(ChunkOffsetBox.LAYOUT, column(offsets)));
  }

  static SyncSampleBox stss(long... numbers) {
    return SyncSampleBox.of(Table.of(SyncSampleBox.LAYOUT, column(numbers)));
  }

  static long[][] column(long... values) {
    return Arrays.stream(values).mapToObj(v -> new long[] {v}).toArray(long[][]::new);
  }

  static long[] row(long... values) {
    return values;
  }
}
