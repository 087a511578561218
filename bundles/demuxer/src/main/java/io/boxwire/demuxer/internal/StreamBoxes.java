package io.boxwire.demuxer.internal;

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
import java.nio.ByteBuffer;
import java.util.Optional;

/** Goes through the boxes of a stream, one pass. For one thread. */
final class StreamBoxes {
  private final StreamInput input;
  private final long memoryLimit;

  /** Where the next header is. */
  private long nextHeader;

  private Optional<String> tail = Optional.empty();

  StreamBoxes(StreamInput input, long memoryLimit) {
    this.input = input;
    this.memoryLimit = memoryLimit;
  }

  /**
   * Reads up to the end of the {@code moov}.
   *
   * @param listener is told of tracks that can't be used
   * @throws MediaException with code UNSUPPORTED if media come before it
   */
  Movie findMovie(MediaListener listener) throws MediaException {
    Optional<FileTypeBox> brands = Optional.empty();
    while (true) {
      Optional<BoxHeader> next = next();
      if (next.isEmpty()) {
        throw MediaException.of(
            input.position() == 0 ? Code.TRUNCATED : Code.MALFORMED,
            input.position() == 0 ? "the stream is empty" : "there is no moov");
      }
      BoxHeader header = next.get();
      if (header.is(ContainerBox.MOOV)) {
        if (load(header).content() instanceof ParentBox moov) {
          return MovieParser.parse(brands, moov, memoryLimit, listener);
        }
        throw MediaException.malformed("the moov can't be read", "moov", header.position());
      }
      if (header.is(FileTypeBox.TYPE)) {
        brands =
            Optional.of(load(header).content())
                .filter(FileTypeBox.class::isInstance)
                .map(FileTypeBox.class::cast);
      } else if (header.is(MediaDataBox.TYPE)) {
        enterMedia(header);
      } else if (header.is(ContainerBox.MOOF)) {
        throw MediaException.of(
            Code.MALFORMED,
            "this is a segment without its beginning: there are fragments, but no moov");
      }
    }
  }

  /** A recording that was closed has its first form, with all fragments, inside an {@code mdat}. */
  private void enterMedia(BoxHeader header) throws MediaException {
    input.skip(header.headerSize());
    ByteBuffer inside = input.peek(8);
    if (inside.remaining() < 8 || !new FourCc(inside.getInt(4)).equals(ContainerBox.MOOV)) {
      throw MediaException.at(
          Code.UNSUPPORTED,
          "the moov comes behind the media, so this can be read from a file only",
          header.path(),
          header.position());
    }
    nextHeader = input.position();
  }

  /** Where the box ends in which the stream is. */
  long end() {
    return nextHeader;
  }

  /**
   * Goes to the next box.
   *
   * @return its header; empty at the end of the stream
   * @throws MediaException with code MALFORMED if it can't be
   */
  Optional<BoxHeader> next() throws MediaException {
    long gap = nextHeader - input.position();
    if (gap < 0) {
      throw MediaException.at(
          Code.MALFORMED, "samples reach beyond the box they lie in", "", nextHeader);
    }
    if (input.skip(gap) < gap) {
      return Optional.empty();
    }
    ByteBuffer bytes = input.peek(16);
    if (bytes.remaining() < 8) {
      if (bytes.hasRemaining()) {
        tail = Optional.of("the last " + bytes.remaining() + " bytes are no complete box");
      }
      return Optional.empty();
    }
    Optional<BoxHeader> header = BoxHeader.parse(bytes, input.position());
    if (header.isEmpty()) {
      tail = Optional.of("the stream ends in a box header");
      return Optional.empty();
    }
    if (header.get().is(FourCc.ZERO)) {
      tail = Optional.of("the stream ends in zeros, from offset " + input.position() + " on");
      return Optional.empty();
    }
    boolean toEnd = header.get().form() == BoxHeader.Form.TO_END;
    nextHeader = toEnd ? Long.MAX_VALUE : header.get().end();
    return header;
  }

  /** Reads a whole box at whose start the stream is. */
  Box load(BoxHeader header) throws MediaException {
    if (header.form() == BoxHeader.Form.TO_END || header.size() > memoryLimit) {
      throw MediaException.at(
          Code.LIMIT_EXCEEDED,
          "a box that is too large to be held in memory",
          header.path(),
          header.position());
    }
    ByteBuffer bytes = input.load((int) Math.min(header.size(), Integer.MAX_VALUE - 16));
    BoxReader reader =
        BoxReader.of(ByteSource.of(bytes, header.position())).tolerant().withLoadLimit(memoryLimit);
    BoxWalker walker = reader.walk();
    if (!walker.next()) {
      throw MediaException.malformed("there is no box", header.path(), header.position());
    }
    return reader.read(walker.header());
  }

  /** What lies behind the last box that can be used, if something does. */
  Optional<String> tail() {
    return tail;
  }
}
