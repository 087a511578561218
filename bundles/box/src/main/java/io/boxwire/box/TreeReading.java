package io.boxwire.box;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One reading of a box and of those inside it. */
final class TreeReading {
  private final BoxReader reader;
  private final SourceCursor cursor;
  private final ReadBudget budget;
  private int boxes;

  /** Where the children of the box start whose fields were read last, or -1. */
  private long childrenPosition = -1;

  private ChildKind childKind = ChildKind.BOXES;

  TreeReading(BoxReader reader) {
    this.reader = reader;
    this.cursor = new SourceCursor(reader.source());
    this.budget = new ReadBudget(reader.loadLimit());
  }

  /** Reads a box with all boxes inside. */
  Box read(BoxHeader header) throws MediaException {
    budget.box();
    if (++boxes > BoxReader.MOST_BOXES || budget.exhausted()) {
      throw MediaException.at(
          Code.LIMIT_EXCEEDED, "too many boxes", header.path(), header.position());
    }
    return read(header, header.problem(), kind -> children(header, kind), fields -> fields);
  }

  /** Reads a box without the boxes inside. */
  Box readFields(BoxHeader header) throws MediaException {
    return readFields(header, fields -> fields);
  }

  /** Reads a box without the boxes inside, and shows its fields as they are read. */
  Box readFields(BoxHeader header, FieldSink sink) throws MediaException {
    return readFields(header, fields -> new FieldTee(fields, sink));
  }

  private Box readFields(BoxHeader header, Function<FieldReader, Fields> view)
      throws MediaException {
    childrenPosition = -1;
    // Of a box that was cut, a tolerant reader shows what is there.
    Optional<MediaException> problem =
        header
            .problem()
            .filter(p -> !reader.isTolerant() || header.declaredSize() <= header.size());
    return read(header, problem, kind -> countChildren(header, kind), view);
  }

  /** The children of a box whose fields {@link #readFields} has read, or none. */
  BoxSiblings siblings(BoxHeader header) throws MediaException {
    long start = childrenPosition < 0 ? header.end() : childrenPosition;
    return siblings(header, start, childKind);
  }

  private Box read(
      BoxHeader header,
      Optional<MediaException> problem,
      FieldReader.Children children,
      Function<FieldReader, Fields> view)
      throws MediaException {
    try {
      if (problem.isPresent()) {
        throw problem.get();
      }
      if (header.depth() > BoxReader.DEEPEST) {
        throw MediaException.at(
            Code.LIMIT_EXCEEDED, "boxes in boxes too deep", header.path(), header.position());
      }
      return decode(header, new FieldReader(header, cursor, budget, children), view);
    } catch (MediaException e) {
      if (reader.isTolerant() && blamesInput(e.code())) {
        budget.malformed();
        return new MalformedBox(header.type(), whole(header), e);
      }
      throw e;
    }
  }

  private Box decode(BoxHeader header, FieldReader fields, Function<FieldReader, Fields> view)
      throws MediaException {
    Box box;
    try {
      box = BoxTypes.blank(reader.source(), header).fields(view.apply(fields));
    } catch (MediaException e) {
      if (e.code() != Code.UNSUPPORTED) {
        throw e;
      }
      cursor.position(header.payloadPosition());
      box = BoxTypes.unknown(header).fields(view.apply(fields));
    }
    if (fields.remaining() > 0) {
      fields.unusual(fields.remaining() + " bytes behind the last field");
    }
    if (!header.canonical()) {
      fields.unusual("a size stored in another form than it needs");
    }
    return fields.unusual().isEmpty() ? box : new OriginalBox(box, whole(header), fields.unusual());
  }

  private FieldReader.Inside children(BoxHeader header, ChildKind kind) throws MediaException {
    BoxSiblings siblings = siblings(header, cursor.position(), kind);
    List<Box> children = new ArrayList<>();
    while (siblings.hasNext()) {
      children.add(read(siblings.next()));
    }
    cursor.position(siblings.position());
    return new FieldReader.Inside(List.copyOf(children), children.size());
  }

  /** Leaves the children to the walker, but tells what their headers tell. */
  private FieldReader.Inside countChildren(BoxHeader header, ChildKind kind) throws MediaException {
    childrenPosition = cursor.position();
    childKind = kind;
    BoxSiblings siblings = siblings(header, childrenPosition, kind);
    long count = 0;
    while (siblings.hasNext()) {
      siblings.next();
      count++;
    }
    cursor.position(siblings.position());
    return new FieldReader.Inside(List.of(), count);
  }

  private BoxSiblings siblings(BoxHeader header, long start, ChildKind kind) throws MediaException {
    FourCc handler = header.context().handler();
    if (header.is(ContainerBox.MDIA)) {
      handler = findHandler(header);
    }
    return new BoxSiblings(
        reader.source(), start, header.end(), header.boxPath(), new BoxContext(kind, handler));
  }

  /** Finds the handler type of a media box, since it says what its sample entries are. */
  private FourCc findHandler(BoxHeader media) throws MediaException {
    BoxSiblings siblings =
        new BoxSiblings(
            reader.source(),
            media.payloadPosition(),
            media.end(),
            media.boxPath(),
            BoxContext.FILE);
    while (siblings.hasNext()) {
      BoxHeader header = siblings.next();
      if (header.is(HandlerBox.TYPE)) {
        return FieldReader.peekType(reader.source(), header, 4);
      }
    }
    return FourCc.ZERO;
  }

  private ByteRange whole(BoxHeader header) {
    return ByteRange.of(reader.source(), header.position(), header.size());
  }

  private static boolean blamesInput(Code code) {
    return code == Code.MALFORMED || code == Code.TRUNCATED || code == Code.LIMIT_EXCEEDED;
  }
}
