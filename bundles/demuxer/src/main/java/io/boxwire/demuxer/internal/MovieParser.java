package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FileTypeBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.MovieExtendsHeaderBox;
import io.boxwire.box.MovieHeaderBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.TrackExtendsBox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Understands a {@code moov} (ISO/IEC 14496-12:2022 8.2.1). */
final class MovieParser {
  private static final int MOST_TRACKS = 1000;
  private static final FourCc COMPRESSED = FourCc.of("cmov");

  /** Midnight of January 1, 1904, in seconds before 1970. */
  private static final long EPOCH = 2_082_844_800L;

  private static final int USUAL_TIMESCALE = 1000;

  /** Sample entries are there as boxes, as a whole and in parts: they get a part of the memory. */
  private static final int ENTRIES_SHARE = 4;

  private MovieParser() {}

  /**
   * Understands a movie.
   *
   * @param brands the {@code ftyp}, if there is one
   * @param moov the movie, its tables left in the file
   * @param memoryLimit how many bytes of headers may be held in memory
   * @param listener is told of tracks that can't be used
   * @throws MediaException if no track can be used
   */
  static Movie parse(
      Optional<FileTypeBox> brands, ParentBox moov, long memoryLimit, MediaListener listener)
      throws MediaException {
    if (moov.child(COMPRESSED).isPresent()) {
      throw MediaException.of(Code.UNSUPPORTED, "the moov is compressed (moov/cmov)");
    }
    List<ParentBox> mvex = moov.parents(ContainerBox.MVEX);
    Map<Long, TrackExtendsBox> defaults = new HashMap<>();
    mvex.stream()
        .flatMap(box -> box.children(TrackExtendsBox.class).stream())
        .forEach(trex -> defaults.putIfAbsent(trex.trackId(), trex));
    long fragmentDuration =
        mvex.stream()
            .flatMap(box -> box.children(MovieExtendsHeaderBox.class).stream())
            .findFirst()
            .map(mehd -> TrackParser.known(mehd.fragmentDuration(), mehd.version()))
            .orElse(0L);
    Optional<MovieHeaderBox> mvhd = moov.child(MovieHeaderBox.class);
    return new Movie(
        brands.map(ftyp -> Texts.fourCc(ftyp.majorBrand())).orElse(""),
        brands.map(FileTypeBox::compatibleBrands).orElse(List.of()).stream()
            .map(Texts::fourCc)
            .toList(),
        mvhd.map(MovieParser::timescale).orElse(USUAL_TIMESCALE),
        mvhd.map(box -> TrackParser.known(box.duration(), box.version())).orElse(0L),
        mvhd.flatMap(MovieParser::creationTime),
        tracks(moov, defaults, memoryLimit / ENTRIES_SHARE, listener),
        new Movie.Fragmentation(!mvex.isEmpty(), fragmentDuration));
  }

  private static List<Track> tracks(
      ParentBox moov, Map<Long, TrackExtendsBox> defaults, long entryBytes, MediaListener listener)
      throws MediaException {
    List<ParentBox> traks = moov.parents(ContainerBox.TRAK);
    if (traks.size() > MOST_TRACKS) {
      throw MediaException.of(Code.LIMIT_EXCEEDED, "a movie of " + traks.size() + " tracks");
    }
    List<Track> tracks = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    long entriesLeft = entryBytes;
    Optional<MediaException> firstProblem = Optional.empty();
    for (int i = 0; i < traks.size(); i++) {
      String path = i == 0 ? "moov/trak" : "moov/trak[" + (i + 1) + "]";
      try {
        Track track = new TrackParser(traks.get(i), path, entriesLeft, listener).parse(defaults);
        entriesLeft -= track.entryBytes();
        if (!ids.add(track.id())) {
          throw MediaException.of(
              Code.MALFORMED, "another track of ID " + track.id() + " (" + path + ")");
        }
        tracks.add(track);
      } catch (MediaException e) {
        if (e.code() == Code.IO || e.code() == Code.CLOSED) {
          throw e;
        }
        firstProblem = firstProblem.or(() -> Optional.of(e));
        listener.onEvent(
            MediaEvent.of(
                MediaEvent.Kind.INPUT_SKIPPED, "a track can't be used: " + e.getMessage()));
      }
    }
    if (tracks.isEmpty() && firstProblem.isPresent()) {
      throw firstProblem.get();
    }
    return List.copyOf(tracks);
  }

  private static int timescale(MovieHeaderBox mvhd) {
    long scale = mvhd.timescale();
    return scale < 1 || scale > Integer.MAX_VALUE ? USUAL_TIMESCALE : (int) scale;
  }

  private static Optional<Instant> creationTime(MovieHeaderBox mvhd) {
    long seconds = mvhd.creationTime();
    return seconds <= 0 || seconds > Ticks.LIMIT >>> 16
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds - EPOCH));
  }
}
