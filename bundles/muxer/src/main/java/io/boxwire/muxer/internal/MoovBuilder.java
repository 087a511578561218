package io.boxwire.muxer.internal;

import io.boxwire.api.DisplayMatrix;
import io.boxwire.api.Edit;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.box.Box;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.DataReferenceBox;
import io.boxwire.box.EditListBox;
import io.boxwire.box.EmptyMediaHeaderBox;
import io.boxwire.box.FileIdentity;
import io.boxwire.box.FourCc;
import io.boxwire.box.HandlerBox;
import io.boxwire.box.Matrix;
import io.boxwire.box.MediaHeaderBox;
import io.boxwire.box.MovieExtendsHeaderBox;
import io.boxwire.box.MovieHeaderBox;
import io.boxwire.box.SoundMediaHeaderBox;
import io.boxwire.box.TrackExtendsBox;
import io.boxwire.box.TrackHeaderBox;
import io.boxwire.box.VideoMediaHeaderBox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the {@code moov} of a file (ISO/IEC 14496-12:2022 8.2).
 *
 * <pre>
 * moov
 *   mvhd
 *   trak …
 *     tkhd
 *     edts/elst     if media times are not presentation times
 *     mdia
 *       mdhd
 *       hdlr
 *       minf
 *         vmhd, smhd, sthd or nmhd
 *         dinf/dref/"url "
 *         stbl
 *   mvex            if fragments follow
 *     mehd          if the sink can go back
 *     trex …
 *   uuid            if fragments are sealed: whose they are
 * </pre>
 */
final class MoovBuilder {
  /** From 1904, where times in files begin, to 1970, in seconds. */
  private static final long TO_1970 = 2_082_844_800L;

  private final List<Track> tracks;
  private final Timeline timeline;
  private final long created;

  MoovBuilder(List<Track> tracks, Timeline timeline, Optional<Instant> creationTime) {
    this.tracks = tracks;
    this.timeline = timeline;
    this.created = creationTime.map(t -> Math.max(0, t.getEpochSecond() + TO_1970)).orElse(0L);
  }

  /**
   * A moov that describes all samples.
   *
   * @param shift what is added to each chunk offset
   */
  ContainerBox progressive(long shift) throws MediaException {
    List<Box> traks = new ArrayList<>();
    long longest = 0;
    for (Track track : tracks) {
      SampleIndex index = track.index();
      List<Edit> edits = timeline.progressiveEdits(track);
      long duration = 0;
      for (Edit edit : edits) {
        duration += edit.duration();
      }
      if (edits.isEmpty()) {
        duration = timeline.inMovie(track, index.totalDuration());
      }
      longest = Math.max(longest, duration);
      traks.add(
          trak(
              track,
              duration,
              index.totalDuration(),
              edits,
              new SampleTableBuilder(track, shift).build()));
    }
    List<Box> boxes = new ArrayList<>();
    boxes.add(movieHeader(longest));
    boxes.addAll(traks);
    return new ContainerBox(ContainerBox.MOOV, boxes);
  }

  /** What kind of moov stands in front of fragments. */
  enum Extends {
    /** Without a duration. */
    OPEN,
    /** With a duration that is filled in at the end. */
    WITH_DURATION
  }

  /** A moov that announces fragments; {@code mehd} comes first in its {@code mvex}. */
  ContainerBox fragmented(Extends kind, boolean withEdits, Optional<FileIdentity> identity)
      throws MediaException {
    List<Box> boxes = new ArrayList<>();
    boxes.add(movieHeader(0));
    List<Box> extended = new ArrayList<>();
    if (kind == Extends.WITH_DURATION) {
      extended.add(MovieExtendsHeaderBox.of(0));
    }
    for (Track track : tracks) {
      // Nothing but an edit can hide what gets a decoder going.
      boolean edited = withEdits || track.primed();
      List<Edit> edits = edited ? timeline.fragmentEdits(track) : List.of();
      boxes.add(trak(track, 0, 0, edits, SampleTableBuilder.empty(track)));
      extended.add(TrackExtendsBox.of(track.id()));
    }
    boxes.add(new ContainerBox(ContainerBox.MVEX, extended));
    identity.ifPresent(file -> boxes.add(file.toBox()));
    return new ContainerBox(ContainerBox.MOOV, boxes);
  }

  private Box movieHeader(long duration) {
    int next = 1;
    for (Track track : tracks) {
      next = Math.max(next, track.id() + 1);
    }
    return MovieHeaderBox.of(created, timeline.movieTimescale(), duration, next);
  }

  private Box trak(
      Track track, long duration, long mediaDuration, List<Edit> edits, ContainerBox sampleTable) {
    TrackFormat format = track.format();
    List<Box> boxes = new ArrayList<>();
    boxes.add(trackHeader(track, duration));
    if (!edits.isEmpty()) {
      boxes.add(ContainerBox.of(ContainerBox.EDTS, editList(edits)));
    }
    MediaHeaderBox times = MediaHeaderBox.of(created, format.timescale(), mediaDuration);
    boxes.add(
        ContainerBox.of(
            ContainerBox.MDIA,
            new MediaHeaderBox(
                times.version(),
                times.flags(),
                times.creationTime(),
                times.modificationTime(),
                times.timescale(),
                times.duration(),
                language(format.language())),
            HandlerBox.of(FourCc.of(format.handler()), format.name()),
            ContainerBox.of(
                ContainerBox.MINF,
                mediaInformationHeader(format),
                ContainerBox.of(ContainerBox.DINF, DataReferenceBox.SAME_FILE),
                sampleTable)));
    return new ContainerBox(ContainerBox.TRAK, boxes);
  }

  private Box trackHeader(Track track, long duration) {
    int width = SampleEntryBuilder.shownWidth(track);
    int height = SampleEntryBuilder.shownHeight(track);
    return track.audio()
        ? TrackHeaderBox.audio(created, track.id(), duration)
        : TrackHeaderBox.video(created, track.id(), duration, width, height)
            .with(matrix(track.format().matrix()));
  }

  private static Matrix matrix(DisplayMatrix m) {
    return new Matrix(m.a(), m.b(), m.u(), m.c(), m.d(), m.v(), m.x(), m.y(), m.w());
  }

  private static EditListBox editList(List<Edit> edits) {
    return EditListBox.of(
        edits.stream()
            .map(e -> new EditListBox.Edit(e.duration(), e.mediaTime(), e.rate()))
            .toArray(EditListBox.Edit[]::new));
  }

  /** Packs three letters into 15 bits (8.4.2.3). */
  private static int language(String code) {
    int packed = 0;
    for (int i = 0; i < 3; i++) {
      packed = packed << 5 | code.charAt(i) - 0x60;
    }
    return packed;
  }

  private static Box mediaInformationHeader(TrackFormat format) {
    return switch (format.handler()) {
      case "vide", "auxv", "pict" -> VideoMediaHeaderBox.COPY;
      case "soun" -> SoundMediaHeaderBox.CENTRE;
      case "subt" -> new EmptyMediaHeaderBox(EmptyMediaHeaderBox.SUBTITLE_TYPE, 0, 0);
      default -> new EmptyMediaHeaderBox(EmptyMediaHeaderBox.TYPE, 0, 0);
    };
  }
}
