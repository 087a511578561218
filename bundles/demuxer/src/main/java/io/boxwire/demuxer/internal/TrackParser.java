package io.boxwire.demuxer.internal;

import io.boxwire.api.DisplayMatrix;
import io.boxwire.api.Edit;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.api.MediaType;
import io.boxwire.api.SampleEntry;
import io.boxwire.box.AudioSampleEntry;
import io.boxwire.box.Box;
import io.boxwire.box.DataEntryUrlBox;
import io.boxwire.box.DataReferenceBox;
import io.boxwire.box.EditListBox;
import io.boxwire.box.FullBox;
import io.boxwire.box.HandlerBox;
import io.boxwire.box.MalformedBox;
import io.boxwire.box.Matrix;
import io.boxwire.box.MediaHeaderBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.SampleDescriptionBox;
import io.boxwire.box.Table;
import io.boxwire.box.TrackExtendsBox;
import io.boxwire.box.TrackHeaderBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Understands a {@code trak} (ISO/IEC 14496-12:2022 8.3.1). */
final class TrackParser {
  private final ParentBox trak;
  private final String path;
  private final long entryBytes;
  private final MediaListener listener;

  /**
   * Makes a parser for a track.
   *
   * @param trak the track
   * @param path where it is, for messages
   * @param entryBytes how many bytes of sample entries may be loaded
   * @param listener is told of what can't be used
   */
  TrackParser(ParentBox trak, String path, long entryBytes, MediaListener listener) {
    this.trak = trak;
    this.path = path;
    this.entryBytes = entryBytes;
    this.listener = listener;
  }

  /**
   * Understands the track.
   *
   * @param extendsBoxes each {@code trex} of the movie, by track ID
   * @throws MediaException if the track has no ID, media header or sample entry; broken sample
   *     tables alone leave a track that can be listed
   */
  Track parse(Map<Long, TrackExtendsBox> extendsBoxes) throws MediaException {
    TrackHeaderBox tkhd = require(trak, TrackHeaderBox.class, "tkhd");
    if (tkhd.trackId() < 1 || tkhd.trackId() > Integer.MAX_VALUE) {
      throw malformed("a track ID of " + tkhd.trackId());
    }
    ParentBox mdia = parent(trak, "mdia");
    MediaHeaderBox mdhd = require(mdia, MediaHeaderBox.class, "mdhd");
    ParentBox stbl = parent(mdia, "minf/stbl");
    SampleDescriptionBox stsd = require(stbl, SampleDescriptionBox.class, "stsd");
    List<SampleEntry> entries = entries(stsd);
    Track.Header header = header(tkhd, mdia.child(HandlerBox.class), mdhd);

    SampleTables tables = SampleTables.none(path);
    Optional<MediaException> problem = Optional.empty();
    Optional<AudioPacking> packing = Optional.empty();
    try {
      tables = SampleTables.of(stbl, path);
      packing = packing(header.mediaType(), entries.get(0), stsd, tables);
    } catch (MediaException e) {
      problem = Optional.of(e);
    }
    int id = (int) tkhd.trackId();
    return new Track(
        id,
        header,
        timescale(mdhd),
        known(mdhd.duration(), mdhd.version()),
        entries,
        external(stsd, mdia),
        edits(),
        tables,
        problem,
        packing,
        extendsBoxes.getOrDefault((long) id, TrackExtendsBox.of(id)));
  }

  private List<SampleEntry> entries(SampleDescriptionBox stsd) throws MediaException {
    if (stsd.size() > entryBytes) {
      throw MediaException.of(
          Code.LIMIT_EXCEEDED, "sample entries of " + stsd.size() + " bytes (" + path + ")");
    }
    List<SampleEntry> entries = new ArrayList<>();
    for (Box stored : stsd.children()) {
      if (stored.content() instanceof MalformedBox broken) {
        throw broken.problem();
      }
      entries.add(SampleEntries.convert(stored));
    }
    if (entries.isEmpty()) {
      throw malformed("no sample entry");
    }
    return List.copyOf(entries);
  }

  private Track.Header header(TrackHeaderBox tkhd, Optional<HandlerBox> hdlr, MediaHeaderBox mdhd) {
    String handler = hdlr.map(box -> Texts.fourCc(box.handlerType())).orElse("    ");
    MediaType type =
        switch (handler) {
          case "vide", "pict", "auxv" -> MediaType.VIDEO;
          case "soun" -> MediaType.AUDIO;
          default -> MediaType.OTHER;
        };
    return new Track.Header(
        type,
        handler,
        hdlr.map(box -> Texts.name(box.name())).orElse(""),
        Texts.language(mdhd.language()),
        (tkhd.flags() & TrackHeaderBox.ENABLED) != 0,
        tkhd.width() >>> 16,
        tkhd.height() >>> 16,
        matrix(tkhd.matrix()));
  }

  private static DisplayMatrix matrix(Matrix m) {
    return new DisplayMatrix(m.a(), m.b(), m.u(), m.c(), m.d(), m.v(), m.x(), m.y(), m.w());
  }

  /** A timescale that can't be is taken for 1, so that at least the samples can be read. */
  private int timescale(MediaHeaderBox mdhd) {
    if (mdhd.timescale() >= 1 && mdhd.timescale() <= Integer.MAX_VALUE) {
      return (int) mdhd.timescale();
    }
    listener.onEvent(
        MediaEvent.of(
            MediaEvent.Kind.GAP,
            "a timescale of " + mdhd.timescale() + " is taken for 1 (" + path + "/mdia/mdhd)"));
    return 1;
  }

  /** A duration of all ones means that it is not known. */
  static long known(long duration, int version) {
    boolean unknown = duration < 0 || (version == 0 && duration == 0xffff_ffffL);
    return unknown || duration > Ticks.LIMIT ? 0 : duration;
  }

  private static Optional<AudioPacking> packing(
      MediaType media, SampleEntry entry, SampleDescriptionBox stsd, SampleTables tables)
      throws MediaException {
    Table stts = tables.durations();
    if (!(stsd.entries().get(0) instanceof AudioSampleEntry stored) || stts.count() == 0) {
      return Optional.empty();
    }
    // A gap in the audio makes further entries, with a last sample before it that is longer.
    long common = stts.window().value(0, 1);
    return AudioPacking.of(media, entry, stored, tables.constantSize(), common);
  }

  private List<Boolean> external(SampleDescriptionBox stsd, ParentBox mdia) {
    List<Box> references =
        mdia.parent("minf/dinf")
            .flatMap(dinf -> dinf.child(DataReferenceBox.class))
            .map(dref -> dref.children().stream().map(Box::content).toList())
            .orElse(List.of());
    return stsd.entries().stream()
        .map(
            entry -> {
              int index = entry.dataReferenceIndex();
              // A reference that isn't there is taken for this file, as other readers do.
              return index >= 1
                  && index <= references.size()
                  && references.get(index - 1) instanceof FullBox reference
                  && (reference.flags() & DataEntryUrlBox.SELF_CONTAINED) == 0;
            })
        .toList();
  }

  private List<Edit> edits() {
    Optional<ParentBox> edts = trak.parent("edts");
    edts.stream()
        .flatMap(box -> box.children(MalformedBox.class).stream())
        .forEach(broken -> skipped("the edit list", broken.problem()));
    Optional<EditListBox> elst = edts.flatMap(box -> box.child(EditListBox.class));
    return elst.map(EditListBox::edits).orElse(List.of()).stream()
        .map(edit -> new Edit(edit.segmentDuration(), edit.mediaTime(), edit.mediaRate()))
        .toList();
  }

  private void skipped(String what, MediaException problem) {
    listener.onEvent(
        MediaEvent.of(
            MediaEvent.Kind.INPUT_SKIPPED,
            what + " can't be used: " + problem.getMessage() + " (" + path + ")"));
  }

  private ParentBox parent(ParentBox from, String type) throws MediaException {
    return from.parent(type).orElseThrow(() -> problem(from, "no " + type));
  }

  private <T extends Box> T require(ParentBox from, Class<T> kind, String type)
      throws MediaException {
    return from.child(kind).orElseThrow(() -> problem(from, "no " + type));
  }

  /** What keeps a box from being found: it is broken itself, or not there. */
  private MediaException problem(ParentBox from, String otherwise) {
    return from.children(MalformedBox.class).stream()
        .findFirst()
        .map(MalformedBox::problem)
        .orElseGet(() -> malformed(otherwise));
  }

  private MediaException malformed(String message) {
    return MediaException.of(Code.MALFORMED, message + " (" + path + ")");
  }
}
