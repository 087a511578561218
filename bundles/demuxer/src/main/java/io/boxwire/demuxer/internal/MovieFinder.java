package io.boxwire.demuxer.internal;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.box.Box;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.EndCopy;
import io.boxwire.box.FileIdentity;
import io.boxwire.box.FileTypeBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.FreeSpaceBox;
import io.boxwire.box.MediaDataBox;
import io.boxwire.box.ParentBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the {@code moov} of a file, wherever it lies, without reading the media. */
final class MovieFinder {
  private static final FourCc SEGMENT_INDEX = FourCc.of("sidx");

  /** A recording that grows has this box in front of its moov; closing turns it into an mdat. */
  private static final int SWITCH = 16;

  /** Only boxes so close to the start may be such a switch. */
  private static final long MOST_BEFORE_SWITCH = 64 << 10;

  private final BoxReader reader;
  private final long memoryLimit;
  private final MediaListener listener;

  private static final int MOST_SWITCHES = 8;

  /** Fragments may come in any number, but behind the moov. */
  private static final int MOST_BOXES = 1_000_000;

  /** Boxes behind which, inside, a first moov may lie. */
  private final List<Long> switches = new ArrayList<>();

  private Optional<FileTypeBox> brands = Optional.empty();
  private Optional<BoxHeader> media = Optional.empty();
  private boolean fragments;
  private boolean fragmentsBefore;

  MovieFinder(ByteSource source, long memoryLimit, MediaListener listener) {
    this.reader = BoxReader.of(source).tolerant().withLoadLimit(memoryLimit);
    this.memoryLimit = memoryLimit;
    this.listener = listener;
  }

  /**
   * A movie that was found.
   *
   * @param movie what it says
   * @param layout how the file is arranged as far as boxes up to the {@code moov} tell
   * @param identity what the fragments are sealed with, if they are
   * @param fragmentsFrom where to look for the first fragment
   */
  record Found(Movie movie, Layout layout, Optional<FileIdentity> identity, long fragmentsFrom) {}

  /**
   * Finds the movie. Of a recording whose final {@code moov} is not there, or damaged, it is the
   * one it was begun with.
   *
   * @throws MediaException with code MALFORMED or TRUNCATED if there is none, or it can't be used
   */
  Found find() throws MediaException {
    List<MediaEvent> said = new ArrayList<>();
    Optional<Found> last = Optional.empty();
    MediaException problem;
    try {
      last = Optional.of(findLast(said::add));
      Optional<MediaException> damage = damage(last.get().movie(), said);
      if (damage.isEmpty()) {
        said.forEach(listener::onEvent);
        return last.get();
      }
      problem = damage.get();
    } catch (MediaException e) {
      if (e.code() == Code.IO || e.code() == Code.CLOSED) {
        throw e;
      }
      problem = e;
    }
    Optional<Found> first = findFirst(problem);
    if (first.isPresent()) {
      return first.get();
    }
    said.forEach(listener::onEvent);
    if (last.isPresent()) {
      return last.get();
    }
    throw problem;
  }

  /** What of a movie can't be used, although it can be read. */
  private static Optional<MediaException> damage(Movie movie, List<MediaEvent> said) {
    Optional<MediaException> broken =
        movie.tracks().stream().flatMap(track -> track.tablesProblem().stream()).findFirst();
    Optional<MediaException> dropped =
        said.stream()
            .filter(event -> event.kind() == MediaEvent.Kind.INPUT_SKIPPED)
            .map(event -> MediaException.of(Code.MALFORMED, event.message()))
            .findFirst();
    return broken
        .or(() -> dropped)
        .or(
            () ->
                movie.tracks().isEmpty()
                    ? Optional.of(MediaException.of(Code.MALFORMED, "the moov has no track"))
                    : Optional.empty());
  }

  private Found findLast(MediaListener events) throws MediaException {
    BoxWalker walker = reader.walk();
    Optional<BoxHeader> last = Optional.empty();
    for (int boxes = 0; walker.next(); boxes++) {
      BoxHeader header = walker.header();
      if (boxes == MOST_BOXES) {
        throw MediaException.at(
            Code.LIMIT_EXCEEDED,
            "there is no moov within " + MOST_BOXES + " boxes",
            header.path(),
            header.position());
      }
      if (header.is(ContainerBox.MOOV)) {
        // Fragments belong behind the moov; where some were met before it, all are looked for.
        return found(header, events, fragmentsBefore ? 0 : header.end());
      }
      look(header);
      last = Optional.of(header);
    }
    throw missing(last);
  }

  /**
   * Finds the moov that a recording was begun with: it lies behind the switch, before fragments.
   */
  private Optional<Found> findFirst(MediaException problem) throws MediaException {
    for (long position : switches) {
      BoxWalker walker = reader.walkFrom(position + SWITCH);
      if (walker.next() && walker.header().is(ContainerBox.MOOV)) {
        BoxHeader moov = walker.header();
        boolean usable = moov.problem().isEmpty() && leadsToFragment(walker);
        Optional<Found> found = usable ? tryFirst(moov) : Optional.empty();
        if (found.isPresent()) {
          listener.onEvent(
              MediaEvent.of(
                  MediaEvent.Kind.INPUT_SKIPPED,
                  "the recording is read by its fragments, as its end can't be used: "
                      + problem.getMessage()));
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean leadsToFragment(BoxWalker walker) throws MediaException {
    boolean more = walker.next();
    while (more && walker.header().is(FreeSpaceBox.TYPE)) {
      more = walker.next();
    }
    return more && walker.header().is(ContainerBox.MOOF);
  }

  private Optional<Found> tryFirst(BoxHeader moov) throws MediaException {
    try {
      return Optional.of(found(moov, listener, moov.end()))
          .filter(found -> found.movie().fragments().announced());
    } catch (MediaException e) {
      if (e.code() == Code.IO || e.code() == Code.CLOSED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Found found(BoxHeader header, MediaListener events, long fragmentsFrom)
      throws MediaException {
    if (header.problem().isPresent()) {
      throw header.problem().get();
    }
    Box moov = reader.read(header).content();
    if (!(moov instanceof ParentBox parent)) {
      throw MediaException.malformed("the moov can't be read", "moov", header.position());
    }
    Movie movie = MovieParser.parse(brands, parent, memoryLimit, events);
    Layout layout = media.isPresent() ? Layout.PROGRESSIVE : Layout.FAST_START;
    if (movie.fragments().announced() || fragments) {
      layout = Layout.FRAGMENTED;
    }
    return new Found(movie, layout, FileIdentity.of(parent), fragmentsFrom);
  }

  private void look(BoxHeader header) throws MediaException {
    if (header.position() <= MOST_BEFORE_SWITCH && switches.size() < MOST_SWITCHES) {
      switches.add(header.position());
    }
    if (header.is(FileTypeBox.TYPE) && brands.isEmpty() && header.problem().isEmpty()) {
      brands =
          Optional.of(reader.read(header).content())
              .filter(FileTypeBox.class::isInstance)
              .map(FileTypeBox.class::cast);
    } else if (header.is(MediaDataBox.TYPE) && header.payloadSize() > 0) {
      media = Optional.of(header);
    }
    fragmentsBefore |= header.is(ContainerBox.MOOF);
    fragments |=
        header.is(ContainerBox.MOOF)
            || header.is(FileTypeBox.SEGMENT_TYPE)
            || header.is(SEGMENT_INDEX);
  }

  private MediaException missing(Optional<BoxHeader> last) throws MediaException {
    if (last.isEmpty()) {
      return MediaException.of(Code.TRUNCATED, "the input is empty");
    }
    if (EndCopy.find(reader.source()).isPresent()) {
      return MediaException.of(
          Code.MALFORMED,
          "the beginning of the file is destroyed, but it ends as a finished recording does:"
              + " 'repair' can make its beginning anew");
    }
    if (fragments) {
      return MediaException.of(
          Code.MALFORMED,
          "this is a segment without its beginning: there are fragments, but no moov");
    }
    if (last.get().problem().isPresent() && (brands.isPresent() || media.isPresent())) {
      return MediaException.at(
          Code.TRUNCATED,
          "there is no moov, and the file is cut ('repair' may help): "
              + last.get().problem().get().getMessage(),
          last.get().path(),
          last.get().position());
    }
    String what = brands.isPresent() ? "there is no moov" : "this is no MP4: there is no moov";
    if (media.isPresent()) {
      what += "; 'repair' may help";
    }
    return MediaException.of(Code.MALFORMED, what);
  }
}
