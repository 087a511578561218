package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows which class describes the fields of which type of box. */
final class BoxTypes {
  private static final Set<FourCc> VISUAL_HANDLERS =
      Set.of(HandlerBox.VIDEO, FourCc.of("pict"), FourCc.of("auxv"));
  private static final Map<FourCc, Box> BLANKS = blanks();

  private BoxTypes() {}

  /** A box of the class for a type, with fields of no meaning, to read one with. */
  static Box blank(ByteSource source, BoxHeader header) throws MediaException {
    BoxContext context = header.context();
    return switch (context.kind()) {
      case SAMPLE_ENTRIES, SAMPLE_ENTRIES_V1 -> sampleEntry(header.type(), context);
      case TRACK_REFERENCES ->
          new TrackReferenceBox(header.type(), Table.empty(TrackReferenceBox.LAYOUT));
      case BOXES -> box(source, header);
    };
  }

  private static Box box(ByteSource source, BoxHeader header) throws MediaException {
    // QuickTime's box has its first child where the other has its version.
    if (header.is(MetaBox.TYPE)
        && FieldReader.peekType(source, header, 0).equals(HandlerBox.TYPE)) {
      return MetaBox.QUICKTIME_BLANK;
    }
    Box known = BLANKS.get(header.type());
    return known == null ? opaque(header.type()) : known;
  }

  private static Box sampleEntry(FourCc type, BoxContext context) {
    if (VISUAL_HANDLERS.contains(context.handler())) {
      return VisualSampleEntry.of(type, 0, 0, "", List.of());
    }
    if (context.handler().equals(HandlerBox.SOUND)) {
      return AudioSampleEntry.blank(type, context.kind());
    }
    return otherEntry(type);
  }

  /** A box to read one with whose fields are not known, for all that its type is. */
  static Box unknown(BoxHeader header) {
    return switch (header.context().kind()) {
      case SAMPLE_ENTRIES, SAMPLE_ENTRIES_V1 -> otherEntry(header.type());
      case TRACK_REFERENCES, BOXES -> opaque(header.type());
    };
  }

  private static Box otherEntry(FourCc type) {
    return new OtherSampleEntry(type, 0, ByteRange.EMPTY);
  }

  private static Box opaque(FourCc type) {
    return new OpaqueBox(type, ByteRange.EMPTY);
  }

  private static Map<FourCc, Box> blanks() {
    List<Box> blanks =
        List.of(
            FileTypeBox.blank(FileTypeBox.TYPE),
            FileTypeBox.blank(FileTypeBox.SEGMENT_TYPE),
            MovieHeaderBox.BLANK,
            TrackHeaderBox.BLANK,
            EditListBox.BLANK,
            MediaHeaderBox.BLANK,
            HandlerBox.BLANK,
            VideoMediaHeaderBox.COPY,
            SoundMediaHeaderBox.CENTRE,
            new EmptyMediaHeaderBox(EmptyMediaHeaderBox.TYPE, 0, 0),
            new EmptyMediaHeaderBox(EmptyMediaHeaderBox.SUBTITLE_TYPE, 0, 0),
            DataReferenceBox.BLANK,
            DataEntryUrlBox.SAME_FILE,
            DataEntryUrnBox.BLANK,
            SampleDescriptionBox.BLANK,
            TimeToSampleBox.BLANK,
            CompositionOffsetBox.BLANK,
            SampleToChunkBox.BLANK,
            SampleSizeBox.BLANK,
            CompactSampleSizeBox.BLANK,
            ChunkOffsetBox.BLANK,
            ChunkLargeOffsetBox.BLANK,
            SyncSampleBox.BLANK,
            ShadowSyncSampleBox.BLANK,
            MovieExtendsHeaderBox.BLANK,
            TrackExtendsBox.BLANK,
            MovieFragmentHeaderBox.BLANK,
            TrackFragmentHeaderBox.BLANK,
            TrackFragmentDecodeTimeBox.BLANK,
            TrackRunBox.BLANK,
            CompositionToDecodeBox.BLANK,
            SampleDependencyBox.BLANK,
            SampleToGroupBox.BLANK,
            SampleGroupDescriptionBox.BLANK,
            AuxiliarySizesBox.BLANK,
            AuxiliaryOffsetsBox.BLANK,
            TrackFragmentRandomAccessBox.BLANK,
            MovieFragmentRandomAccessOffsetBox.BLANK,
            SegmentIndexBox.BLANK,
            EventMessageBox.BLANK,
            ProducerReferenceTimeBox.BLANK,
            ProgressiveDownloadBox.BLANK,
            UuidBox.BLANK,
            MetaBox.BLANK,
            BitRateBox.BLANK,
            PixelAspectRatioBox.BLANK,
            FieldOrderBox.BLANK,
            CleanApertureBox.BLANK,
            ColourInformationBox.BLANK,
            ExtendedLanguageBox.BLANK,
            HintMediaHeaderBox.BLANK,
            OriginalFormatBox.BLANK,
            SchemeTypeBox.BLANK);
    List<FourCc> containers =
        List.of(
            ContainerBox.MOOV,
            ContainerBox.TRAK,
            ContainerBox.TREF,
            ContainerBox.EDTS,
            ContainerBox.MDIA,
            ContainerBox.MINF,
            ContainerBox.STBL,
            ContainerBox.DINF,
            ContainerBox.MVEX,
            ContainerBox.MOOF,
            ContainerBox.TRAF,
            ContainerBox.MFRA,
            ContainerBox.UDTA,
            ContainerBox.SINF,
            ContainerBox.SCHI,
            ContainerBox.GMHD,
            ContainerBox.WAVE);
    Map<FourCc, Box> map = new HashMap<>();
    for (Box blank : blanks) {
      map.put(blank.type(), blank);
    }
    for (FourCc type : containers) {
      map.put(type, ContainerBox.of(type));
    }
    return Map.copyOf(map);
  }
}
