package io.boxwire.demuxer.internal;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.box.Box;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FileTypeBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.MediaDataBox;
import io.boxwire.box.ParentBox;
import java.util.Optional;

/** Finds the {@code moov} of a file, wherever it lies, without reading the media. */
final class MovieFinder {
  private static final FourCc SEGMENT_INDEX = FourCc.of("sidx");

  private final BoxReader reader;
  private final MediaListener listener;
  private Optional<FileTypeBox> brands = Optional.empty();
  private Optional<BoxHeader> media = Optional.empty();
  private boolean fragments;

  MovieFinder(ByteSource source, long memoryLimit, MediaListener listener) {
    this.reader = BoxReader.of(source).tolerant().withLoadLimit(memoryLimit);
    this.listener = listener;
  }

  /**
   * A movie that was found.
   *
   * @param movie what it says
   * @param layout how the file is arranged as far as boxes up to the {@code moov} tell
   */
  record Found(Movie movie, Layout layout) {}

  /**
   * Finds the movie.
   *
   * @throws MediaException with code MALFORMED or TRUNCATED if there is none, or it can't be used
   */
  Found find() throws MediaException {
    BoxWalker walker = reader.walk();
    Optional<BoxHeader> last = Optional.empty();
    while (walker.next()) {
      BoxHeader header = walker.header();
      if (header.is(ContainerBox.MOOV)) {
        return found(header);
      }
      look(header);
      last = Optional.of(header);
    }
    throw missing(last);
  }

  private Found found(BoxHeader header) throws MediaException {
    if (header.problem().isPresent()) {
      throw header.problem().get();
    }
    Box moov = reader.read(header).content();
    if (!(moov instanceof ParentBox parent)) {
      throw MediaException.malformed("the moov can't be read", "moov", header.position());
    }
    Movie movie = MovieParser.parse(brands, parent, listener);
    if (movie.fragments().announced() || fragments) {
      return new Found(movie, Layout.FRAGMENTED);
    }
    return new Found(movie, media.isPresent() ? Layout.PROGRESSIVE : Layout.FAST_START);
  }

  private void look(BoxHeader header) throws MediaException {
    if (header.is(FileTypeBox.TYPE) && brands.isEmpty() && header.problem().isEmpty()) {
      brands =
          Optional.of(reader.read(header).content())
              .filter(FileTypeBox.class::isInstance)
              .map(FileTypeBox.class::cast);
    } else if (header.is(MediaDataBox.TYPE) && header.payloadSize() > 0) {
      media = Optional.of(header);
    }
    fragments |=
        header.is(ContainerBox.MOOF)
            || header.is(FileTypeBox.SEGMENT_TYPE)
            || header.is(SEGMENT_INDEX);
  }

  private MediaException missing(Optional<BoxHeader> last) throws MediaException {
    if (last.isEmpty()) {
      return MediaException.of(Code.TRUNCATED, "the input is empty");
    }
    if (fragments) {
      return MediaException.of(
          Code.MALFORMED,
          "this is a segment without its beginning: there are fragments, but no moov");
    }
    if (last.get().problem().isPresent() && (brands.isPresent() || media.isPresent())) {
      return MediaException.at(
          Code.TRUNCATED,
          "there is no moov, and the file is cut: " + last.get().problem().get().getMessage(),
          last.get().path(),
          last.get().position());
    }
    String what = brands.isPresent() ? "there is no moov" : "this is no MP4: there is no moov";
    return MediaException.of(Code.MALFORMED, what);
  }
}
