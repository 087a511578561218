package io.boxwire.itests.benchmarks.scaling;

import io.boxwire.box.Box;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ChunkLargeOffsetBox;
import io.boxwire.box.CompositionOffsetBox;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.DataReferenceBox;
import io.boxwire.box.FileTypeBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.HandlerBox;
import io.boxwire.box.MediaDataBox;
import io.boxwire.box.MediaHeaderBox;
import io.boxwire.box.MovieFragmentHeaderBox;
import io.boxwire.box.MovieFragmentRandomAccessOffsetBox;
import io.boxwire.box.MovieHeaderBox;
import io.boxwire.box.OpaqueBox;
import io.boxwire.box.SampleDescriptionBox;
import io.boxwire.box.SampleFlags;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.box.SampleToChunkBox;
import io.boxwire.box.SyncSampleBox;
import io.boxwire.box.Table;
import io.boxwire.box.TimeToSampleBox;
import io.boxwire.box.TrackExtendsBox;
import io.boxwire.box.TrackFragmentDecodeTimeBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackFragmentRandomAccessBox;
import io.boxwire.box.TrackHeaderBox;
import io.boxwire.box.TrackRunBox;
import io.boxwire.box.VideoMediaHeaderBox;
import io.boxwire.box.VisualSampleEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A file of very many samples whose tables are what costs: one video track, a sync sample in every
 * 30, sizes that differ from sample to sample. The payloads of a progressive file are a hole.
 *
 * @param shape how the file is arranged
 * @param samples how many samples it has
 */
record SyntheticFile(Shape shape, long samples) {
  static final int TIMESCALE = 90_000;
  static final int DURATION = 3000;
  static final int GROUP = 30;

  private static final int BUFFER = 1 << 18;
  private static final int LARGEST = 64;
  private static final long PLENTY = 20_000_000;
  private static final HexFormat HEX = HexFormat.of();

  /** What an Annex B decoder is told first: 128 by 96 points, baseline profile. */
  private static final byte[] CONFIGURATION =
      HEX.parseHex("0142000affe100076742000af841a2010004" + "68ce3880");

  private static final int WITH_SIZES =
      TrackRunBox.DATA_OFFSET | TrackRunBox.FIRST_SAMPLE_FLAGS | TrackRunBox.SAMPLE_SIZE;

  /** How a file is arranged. */
  enum Shape {
    /** Tables; a chunk has a second of media. */
    TABLES,
    /** Tables; each sample is a chunk of its own. */
    CHUNK_EACH,
    /** Tables; all samples are one chunk. */
    ONE_CHUNK,
    /** Tables; no two neighbours have the same duration or composition offset. */
    UNEVEN,
    /** Fragments of a second. */
    FRAGMENTS,
    /** Fragments of a second, and a list of them at the end. */
    LISTED_FRAGMENTS,
    /** Each sample is a fragment of its own. */
    FRAGMENT_EACH;

    boolean fragmented() {
      return compareTo(FRAGMENTS) >= 0;
    }
  }

  /** Size of a sample in bytes. */
  static int size(long sample) {
    return 8 + (int) (sample * 31 % (LARGEST - 8));
  }

  /** Fragments have their payloads: of very many samples these are kept small. */
  private int sizeInFragment(long sample) {
    return samples > PLENTY ? 1 + (int) (sample & 1) : size(sample);
  }

  private long duration(long sample) {
    return shape == Shape.UNEVEN ? DURATION + (sample & 1) : DURATION;
  }

  /** Writes the file, in place of what is there. */
  void write(Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      BoxWriter out = BoxWriter.to(channel, BUFFER);
      FourCc brand = FourCc.of("iso6");
      FileTypeBox ftyp = FileTypeBox.of(brand, 0, brand, FourCc.of("mp41"));
      out.write(ftyp);
      if (shape.fragmented()) {
        writeFragments(out, ftyp.size());
      } else {
        writeTables(out, channel, ftyp.size());
      }
      out.flush();
    }
  }

  // --- Tables ------------------------------------------------------------------------------------

  private void writeTables(BoxWriter out, FileChannel channel, long position) throws IOException {
    long bytes = 0;
    long duration = 0;
    for (long i = 0; i < samples; i++) {
      bytes += size(i);
      duration += duration(i);
    }
    out.largeHeader(MediaDataBox.TYPE, bytes).flush();
    long first = position + 16;
    channel.position(first + bytes);
    out.write(movie(duration, tables(first)));
  }

  private ContainerBox tables(long first) {
    long perChunk =
        switch (shape) {
          case CHUNK_EACH -> 1;
          case ONE_CHUNK -> samples;
          default -> GROUP;
        };
    long chunks = (samples + perChunk - 1) / perChunk;
    long rest = samples - (chunks - 1) * perChunk;
    long[] whole = {1, perChunk, 1};
    Table sampleToChunk =
        rest == perChunk
            ? Table.of(SampleToChunkBox.LAYOUT, whole)
            : Table.of(SampleToChunkBox.LAYOUT, whole, new long[] {chunks, rest, 1});
    Table offsets =
        Table.generated(
            ChunkLargeOffsetBox.LAYOUT,
            chunks,
            out -> {
              long at = first;
              for (long i = 0; i < samples; i++) {
                if (i % perChunk == 0) {
                  out.entry(at);
                }
                at += size(i);
              }
            });
    Table sizes =
        Table.generated(
            SampleSizeBox.LAYOUT,
            samples,
            out -> {
              for (long i = 0; i < samples; i++) {
                out.entry(size(i));
              }
            });
    Table sync =
        Table.generated(
            SyncSampleBox.LAYOUT,
            (samples + GROUP - 1) / GROUP,
            out -> {
              for (long i = 0; i < samples; i += GROUP) {
                out.entry(i + 1);
              }
            });
    return ContainerBox.of(
        ContainerBox.STBL,
        sampleEntry(),
        TimeToSampleBox.of(durations()),
        CompositionOffsetBox.of(compositionOffsets()),
        SyncSampleBox.of(sync),
        SampleToChunkBox.of(sampleToChunk),
        SampleSizeBox.of(sizes),
        ChunkLargeOffsetBox.of(offsets));
  }

  private Table durations() {
    if (shape != Shape.UNEVEN) {
      return Table.of(TimeToSampleBox.LAYOUT, new long[] {samples, DURATION});
    }
    return Table.generated(
        TimeToSampleBox.LAYOUT,
        samples,
        out -> {
          for (long i = 0; i < samples; i++) {
            out.entry(1, duration(i));
          }
        });
  }

  private Table compositionOffsets() {
    if (shape != Shape.UNEVEN) {
      return Table.of(CompositionOffsetBox.LAYOUT, new long[] {samples, 0});
    }
    return Table.generated(
        CompositionOffsetBox.LAYOUT,
        samples,
        out -> {
          for (long i = 0; i < samples; i++) {
            out.entry(1, i % GROUP == 0 ? 0 : (1 + (i & 1)) * DURATION);
          }
        });
  }

  // --- Fragments ---------------------------------------------------------------------------------

  private void writeFragments(BoxWriter out, long position) throws IOException {
    ContainerBox stbl =
        ContainerBox.of(
            ContainerBox.STBL,
            sampleEntry(),
            TimeToSampleBox.of(Table.empty(TimeToSampleBox.LAYOUT)),
            SampleToChunkBox.of(Table.empty(SampleToChunkBox.LAYOUT)),
            SampleSizeBox.of(Table.empty(SampleSizeBox.LAYOUT)),
            ChunkLargeOffsetBox.of(Table.empty(ChunkLargeOffsetBox.LAYOUT)));
    Box extended = ContainerBox.of(ContainerBox.MVEX, TrackExtendsBox.of(1));
    Box moov = movie(0, stbl, extended);
    out.write(moov);
    int perFragment = shape == Shape.FRAGMENT_EACH ? 1 : GROUP;
    long fragments = (samples + perFragment - 1) / perFragment;
    long[] places = new long[shape == Shape.LISTED_FRAGMENTS ? Math.toIntExact(fragments) : 0];
    long at = position + moov.size();
    for (long fragment = 0; fragment < fragments; fragment++) {
      if (places.length > 0) {
        places[(int) fragment] = at;
      }
      long from = fragment * perFragment;
      at += writeFragment(out, fragment, from, Math.min(samples, from + perFragment));
    }
    if (places.length > 0) {
      writeList(out, places);
    }
  }

  private long writeFragment(BoxWriter out, long number, long from, long to) throws IOException {
    int payload = 0;
    for (long i = from; i < to; i++) {
      payload += sizeInFragment(i);
    }
    // The size does not depend on the offset, which depends on it.
    int header = (int) moof(number, from, to, 0).size();
    out.write(moof(number, from, to, header + 8));
    out.write(OpaqueBox.of(MediaDataBox.TYPE, ByteBuffer.allocate(payload)));
    return header + 8 + payload;
  }

  private ContainerBox moof(long number, long from, long to, int dataOffset) {
    int durationAndFlags =
        TrackFragmentHeaderBox.DEFAULT_BASE_IS_MOOF
            | TrackFragmentHeaderBox.DEFAULT_SAMPLE_DURATION
            | TrackFragmentHeaderBox.DEFAULT_SAMPLE_FLAGS;
    Table sizes =
        Table.generated(
            TrackRunBox.layout(0, WITH_SIZES),
            to - from,
            out -> {
              for (long i = from; i < to; i++) {
                out.entry(sizeInFragment(i));
              }
            });
    long first = from % GROUP == 0 ? SampleFlags.SYNC : SampleFlags.NON_SYNC;
    return ContainerBox.of(
        ContainerBox.MOOF,
        MovieFragmentHeaderBox.of(number + 1 & 0xffff_ffffL),
        ContainerBox.of(
            ContainerBox.TRAF,
            TrackFragmentHeaderBox.of(1, durationAndFlags, DURATION, 0, SampleFlags.NON_SYNC),
            TrackFragmentDecodeTimeBox.of(from * DURATION),
            new TrackRunBox(0, WITH_SIZES, dataOffset, first, sizes)));
  }

  private static void writeList(BoxWriter out, long[] places) throws IOException {
    Table entries =
        Table.generated(
            TrackFragmentRandomAccessBox.LAYOUT,
            places.length,
            to -> {
              for (int i = 0; i < places.length; i++) {
                to.row((long) i * GROUP * DURATION, places[i], 1, 1, 1);
              }
            });
    Box tfra = TrackFragmentRandomAccessBox.of(1, entries);
    long size = 8 + tfra.size() + MovieFragmentRandomAccessOffsetBox.SIZE;
    out.write(
        ContainerBox.of(ContainerBox.MFRA, tfra, MovieFragmentRandomAccessOffsetBox.of(size)));
  }

  // --- Headers -----------------------------------------------------------------------------------

  private static ContainerBox movie(long duration, ContainerBox stbl, Box... more) {
    ContainerBox trak =
        ContainerBox.of(
            ContainerBox.TRAK,
            TrackHeaderBox.video(0, 1, duration, 128, 96),
            ContainerBox.of(
                ContainerBox.MDIA,
                MediaHeaderBox.of(0, TIMESCALE, duration),
                HandlerBox.of(HandlerBox.VIDEO, ""),
                ContainerBox.of(
                    ContainerBox.MINF,
                    VideoMediaHeaderBox.COPY,
                    ContainerBox.of(ContainerBox.DINF, DataReferenceBox.SAME_FILE),
                    stbl)));
    List<Box> boxes = new ArrayList<>(List.of(MovieHeaderBox.of(0, TIMESCALE, duration, 2), trak));
    boxes.addAll(List.of(more));
    return new ContainerBox(ContainerBox.MOOV, boxes);
  }

  private static SampleDescriptionBox sampleEntry() {
    Box avcC = OpaqueBox.of(FourCc.of("avcC"), ByteBuffer.wrap(CONFIGURATION));
    return SampleDescriptionBox.of(
        VisualSampleEntry.of(FourCc.of("avc1"), 128, 96, "", List.of(avcC)));
  }
}
