package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.List;

/** Small files with a bit of everything, for tests of whole structures. */
final class SampleFiles {
  private SampleFiles() {}

  /** A file type, a movie with two tracks, media data. */
  static ByteBuffer progressive() throws MediaException {
    BoxWriter out = BoxWriter.inMemory();
    out.write(FileTypeBox.of(FourCc.of("isom"), 512, FourCc.of("isom"), FourCc.of("avc1")));
    out.write(movie());
    out.write(MediaDataBox.of(ByteRange.of(new byte[40])));
    return out.toBuffer();
  }

  /** The same movie announced to have fragments, and one of them. */
  static ByteBuffer fragmented() throws MediaException {
    BoxWriter out = BoxWriter.inMemory();
    out.write(FileTypeBox.of(FourCc.of("iso6"), 0));
    out.write(
        ContainerBox.of(
            ContainerBox.MOOV,
            MovieHeaderBox.of(0, 1000, 0, 2),
            ContainerBox.of(
                ContainerBox.MVEX, MovieExtendsHeaderBox.of(80), TrackExtendsBox.of(1))));
    out.write(fragment(1));
    out.write(MediaDataBox.of(ByteRange.of(new byte[30])));
    out.write(fragment(2));
    out.write(MediaDataBox.of(ByteRange.of(new byte[30])));
    Table points = Table.of(TrackFragmentRandomAccessBox.LAYOUT, Boxes.row(0, 150, 1, 1, 1));
    out.write(
        ContainerBox.of(
            ContainerBox.MFRA,
            TrackFragmentRandomAccessBox.of(1, points),
            MovieFragmentRandomAccessOffsetBox.of(76)));
    return out.toBuffer();
  }

  static ContainerBox movie() {
    return ContainerBox.of(
        ContainerBox.MOOV,
        MovieHeaderBox.of(7, 1000, 5000, 3),
        videoTrack(),
        audioTrack(),
        ContainerBox.of(ContainerBox.UDTA, MetaBox.of(HandlerBox.of(FourCc.of("mdir"), ""))));
  }

  private static ContainerBox fragment(int number) {
    int flags = TrackRunBox.DATA_OFFSET | TrackRunBox.SAMPLE_SIZE;
    Table samples = Table.of(TrackRunBox.layout(0, flags), Boxes.row(10), Boxes.row(20));
    return ContainerBox.of(
        ContainerBox.MOOF,
        MovieFragmentHeaderBox.of(number),
        ContainerBox.of(
            ContainerBox.TRAF,
            TrackFragmentHeaderBox.of(
                1, TrackFragmentHeaderBox.DEFAULT_SAMPLE_DURATION, 3000, 0, 0),
            TrackFragmentDecodeTimeBox.of(6000L * (number - 1)),
            new TrackRunBox(0, flags, 100, 0, samples)));
  }

  private static ContainerBox videoTrack() {
    Box entry =
        VisualSampleEntry.of(
            FourCc.of("avc1"),
            1280,
            720,
            "Boxwire",
            List.of(
                OpaqueBox.of(FourCc.of("avcC"), Boxes.bytes("01640028")),
                new PixelAspectRatioBox(1, 1)));
    Box table =
        ContainerBox.of(
            ContainerBox.STBL,
            SampleDescriptionBox.of(entry),
            TimeToSampleBox.of(Table.of(TimeToSampleBox.LAYOUT, Boxes.row(3, 3000))),
            CompositionOffsetBox.of(Table.of(CompositionOffsetBox.SIGNED_LAYOUT, Boxes.row(3, -1))),
            SyncSampleBox.of(Table.of(SyncSampleBox.LAYOUT, Boxes.row(1))),
            SampleDependencyBox.of(Table.of(SampleDependencyBox.LAYOUT, Boxes.row(0, 2, 1, 0))),
            SampleGroupDescriptionBox.rolls(30),
            SampleToChunkBox.of(Table.of(SampleToChunkBox.LAYOUT, Boxes.row(1, 3, 1))),
            SampleSizeBox.of(
                Table.of(SampleSizeBox.LAYOUT, Boxes.row(9), Boxes.row(8), Boxes.row(7))),
            ChunkOffsetBox.of(Table.of(ChunkOffsetBox.LAYOUT, Boxes.row(48))));
    return ContainerBox.of(
        ContainerBox.TRAK,
        TrackHeaderBox.video(7, 1, 5000, 1280 << 16, 720 << 16),
        ContainerBox.of(ContainerBox.EDTS, EditListBox.of(EditListBox.Edit.of(5000, 3000))),
        media(HandlerBox.of(HandlerBox.VIDEO, "video"), VideoMediaHeaderBox.COPY, table));
  }

  private static ContainerBox audioTrack() {
    Box entry = AudioSampleEntry.of(FourCc.of("alaw"), 1, 16, 8000, List.of());
    Box table =
        ContainerBox.of(
            ContainerBox.STBL,
            SampleDescriptionBox.of(entry),
            SampleSizeBox.constant(160, 2),
            ChunkLargeOffsetBox.of(Table.of(ChunkLargeOffsetBox.LAYOUT, Boxes.row(48))));
    return ContainerBox.of(
        ContainerBox.TRAK,
        TrackHeaderBox.audio(7, 2, 5000),
        media(HandlerBox.of(HandlerBox.SOUND, "sound"), SoundMediaHeaderBox.CENTRE, table));
  }

  private static ContainerBox media(Box handler, Box header, Box table) {
    return ContainerBox.of(
        ContainerBox.MDIA,
        MediaHeaderBox.of(7, 90_000, 9000),
        handler,
        ContainerBox.of(
            ContainerBox.MINF,
            header,
            ContainerBox.of(ContainerBox.DINF, DataReferenceBox.SAME_FILE),
            table));
  }
}
