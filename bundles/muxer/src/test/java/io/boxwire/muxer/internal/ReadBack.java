package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ChunkLargeOffsetBox;
import io.boxwire.box.ChunkOffsetBox;
import io.boxwire.box.CompositionOffsetBox;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.EditListBox;
import io.boxwire.box.MediaHeaderBox;
import io.boxwire.box.MovieHeaderBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.SampleDescriptionBox;
import io.boxwire.box.SampleFlags;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.box.SampleToChunkBox;
import io.boxwire.box.SyncSampleBox;
import io.boxwire.box.Table;
import io.boxwire.box.TimeToSampleBox;
import io.boxwire.box.TrackFragmentDecodeTimeBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackHeaderBox;
import io.boxwire.box.TrackRunBox;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a file as a simple reader would, to compare it with what was written. */
final class ReadBack {
  /** A sample as the file describes it; times are of the media timeline. */
  record Stored(
      long dts, long cts, long duration, int size, long offset, boolean sync, int entry) {}

  /** A track. */
  static final class ReadTrack {
    int id;
    long timescale;
    long trackDuration;
    long mediaDuration;
    List<EditListBox.Edit> edits = List.of();
    SampleDescriptionBox entries;
    ParentBox sampleTable;
    final List<Stored> samples = new ArrayList<>();

    List<Long> sizes() {
      return samples.stream().map(s -> (long) s.size).toList();
    }

    List<Long> dts() {
      return samples.stream().map(Stored::dts).toList();
    }

    List<Long> cts() {
      return samples.stream().map(Stored::cts).toList();
    }

    List<Long> durations() {
      return samples.stream().map(Stored::duration).toList();
    }

    List<Boolean> syncs() {
      return samples.stream().map(Stored::sync).toList();
    }
  }

  private final ByteSource source;
  final List<BoxHeader> top = new ArrayList<>();
  final List<ReadTrack> tracks = new ArrayList<>();
  final List<ParentBox> moofs = new ArrayList<>();
  final List<Long> moofOffsets = new ArrayList<>();
  ParentBox moov;
  MovieHeaderBox movie;

  private ReadBack(ByteSource source) {
    this.source = source;
  }

  static ReadBack of(byte[] file) throws MediaException {
    return of(ByteSource.of(ByteBuffer.wrap(file)));
  }

  static ReadBack of(ByteSource source) throws MediaException {
    ReadBack read = new ReadBack(source);
    read.read();
    return read;
  }

  List<String> topTypes() {
    return top.stream().map(h -> h.type().toString()).toList();
  }

  ReadTrack track(int id) {
    return tracks.stream().filter(t -> t.id == id).findFirst().orElseThrow();
  }

  byte[] bytes(Stored sample) throws MediaException {
    ByteBuffer data = ByteBuffer.allocate(sample.size);
    source.readFully(sample.offset, data);
    return data.array();
  }

  List<byte[]> bytes(ReadTrack track) throws MediaException {
    List<byte[]> all = new ArrayList<>();
    for (Stored sample : track.samples) {
      all.add(bytes(sample));
    }
    return all;
  }

  private void read() throws MediaException {
    BoxReader reader = BoxReader.of(source);
    BoxWalker walker = reader.walk();
    while (walker.next()) {
      BoxHeader header = walker.header();
      top.add(header);
      if (header.is(ContainerBox.MOOV)) {
        moov = (ParentBox) reader.read(header);
        movie();
      } else if (header.is(ContainerBox.MOOF)) {
        ParentBox moof = (ParentBox) reader.read(header);
        moofs.add(moof);
        moofOffsets.add(header.position());
        fragment(moof, header.position());
      }
    }
  }

  private void movie() throws MediaException {
    movie = moov.child(MovieHeaderBox.class).orElseThrow();
    for (Box box : moov.children(ContainerBox.TRAK)) {
      ParentBox trak = (ParentBox) box;
      ReadTrack track = new ReadTrack();
      TrackHeaderBox header = trak.child(TrackHeaderBox.class).orElseThrow();
      track.id = (int) header.trackId();
      track.trackDuration = header.duration();
      MediaHeaderBox media =
          trak.parent("mdia").orElseThrow().child(MediaHeaderBox.class).orElseThrow();
      track.timescale = media.timescale();
      track.mediaDuration = media.duration();
      if (trak.parent("edts").isPresent()) {
        track.edits = trak.parent("edts").get().child(EditListBox.class).orElseThrow().edits();
      }
      track.sampleTable = trak.parent("mdia/minf/stbl").orElseThrow();
      track.entries = track.sampleTable.child(SampleDescriptionBox.class).orElseThrow();
      samples(track);
      tracks.add(track);
    }
  }

  private static long[] column(Table table, int column) throws MediaException {
    return table.column(column);
  }

  private static void samples(ReadTrack track) throws MediaException {
    ParentBox stbl = track.sampleTable;
    SampleSizeBox sizes = stbl.child(SampleSizeBox.class).orElseThrow();
    int count = (int) sizes.sampleCount();
    long[] size =
        sizes.sampleSize() != 0 ? filled(count, sizes.sampleSize()) : column(sizes.sizes(), 0);
    long[] duration = runs(stbl.child(TimeToSampleBox.class).orElseThrow().entries(), count);
    long[] offset =
        stbl.child(CompositionOffsetBox.class).isPresent()
            ? runs(stbl.child(CompositionOffsetBox.class).get().entries(), count)
            : new long[count];
    Set<Long> sync = new HashSet<>();
    boolean allSync = stbl.child(SyncSampleBox.class).isEmpty();
    if (!allSync) {
      for (long number : column(stbl.child(SyncSampleBox.class).get().entries(), 0)) {
        sync.add(number);
      }
    }
    long[] chunk =
        stbl.child(ChunkOffsetBox.class).isPresent()
            ? column(stbl.child(ChunkOffsetBox.class).get().entries(), 0)
            : column(stbl.child(ChunkLargeOffsetBox.class).orElseThrow().entries(), 0);
    Table runs = stbl.child(SampleToChunkBox.class).orElseThrow().entries();
    long[] first = column(runs, 0);
    long[] perChunk = column(runs, 1);
    long[] entry = column(runs, 2);
    int run = -1;
    int i = 0;
    long dts = 0;
    for (int c = 0; c < chunk.length; c++) {
      if (run + 1 < first.length && first[run + 1] == c + 1) {
        run++;
      }
      long at = chunk[c];
      for (long n = 0; n < perChunk[run]; n++) {
        track.samples.add(
            new Stored(
                dts,
                dts + offset[i],
                duration[i],
                (int) size[i],
                at,
                allSync || sync.contains(i + 1L),
                (int) entry[run]));
        at += size[i];
        dts += duration[i];
        i++;
      }
    }
    if (i != count) {
      throw new AssertionError(i + " samples in chunks, " + count + " sizes");
    }
  }

  private static long[] filled(int count, long value) {
    long[] all = new long[count];
    Arrays.fill(all, value);
    return all;
  }

  private static long[] runs(Table table, int count) throws MediaException {
    long[] counts = column(table, 0);
    long[] values = column(table, 1);
    long[] all = new long[count];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      for (long n = 0; n < counts[i]; n++) {
        all[at++] = values[i];
      }
    }
    if (at != count) {
      throw new AssertionError(at + " values for " + count + " samples");
    }
    return all;
  }

  private void fragment(ParentBox moof, long position) throws MediaException {
    for (Box box : moof.children(ContainerBox.TRAF)) {
      ParentBox traf = (ParentBox) box;
      TrackFragmentHeaderBox header = traf.child(TrackFragmentHeaderBox.class).orElseThrow();
      ReadTrack track = track((int) header.trackId());
      long dts = traf.child(TrackFragmentDecodeTimeBox.class).orElseThrow().baseMediaDecodeTime();
      int entry =
          header.has(TrackFragmentHeaderBox.SAMPLE_DESCRIPTION_INDEX)
              ? (int) header.sampleDescriptionIndex()
              : 1;
      for (TrackRunBox run : traf.children(TrackRunBox.class)) {
        long at = position + run.dataOffset();
        int count = (int) run.samples().count();
        int column = 0;
        long[] duration =
            run.has(TrackRunBox.SAMPLE_DURATION)
                ? column(run.samples(), column++)
                : filled(count, header.defaultSampleDuration());
        long[] size =
            run.has(TrackRunBox.SAMPLE_SIZE)
                ? column(run.samples(), column++)
                : filled(count, header.defaultSampleSize());
        long[] flags =
            run.has(TrackRunBox.SAMPLE_FLAGS)
                ? column(run.samples(), column++)
                : filled(count, header.defaultSampleFlags());
        if (run.has(TrackRunBox.FIRST_SAMPLE_FLAGS)) {
          flags[0] = run.firstSampleFlags();
        }
        long[] offset =
            run.has(TrackRunBox.SAMPLE_COMPOSITION_OFFSET)
                ? column(run.samples(), column)
                : new long[count];
        for (int i = 0; i < count; i++) {
          track.samples.add(
              new Stored(
                  dts,
                  dts + offset[i],
                  duration[i],
                  (int) size[i],
                  at,
                  SampleFlags.isSync(flags[i]),
                  entry));
          at += size[i];
          dts += duration[i];
        }
      }
    }
  }
}
