package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Goes over the boxes of a file of any size, header by header, without reading what is in them.
 *
 * <pre>{@code
 * BoxWalker walker = BoxReader.of(ByteSource.of(channel)).walk();
 * while (walker.next()) {
 *   BoxHeader header = walker.header();
 *   if (header.is(ContainerBox.MOOV)) {
 *     walker.enter();
 *   }
 * }
 * }</pre>
 *
 * <p>Of a box that was entered, the boxes inside come next, then what follows it. A strict walker
 * throws at a header that can't be; a tolerant one gives it with its {@link BoxHeader#problem} and
 * goes on behind it. For one thread at a time.
 */
public final class BoxWalker {
  private final BoxReader reader;
  private final Deque<BoxSiblings> levels = new ArrayDeque<>();
  private BoxHeader current;

  BoxWalker(BoxReader reader) {
    this(reader, reader.source() instanceof MemorySource memory ? memory.start() : 0);
  }

  BoxWalker(BoxReader reader, long start) {
    this.reader = reader;
    levels.push(
        new BoxSiblings(
            reader.source(), start, BoxSiblings.TO_SOURCE_END, BoxPath.ROOT, BoxContext.FILE));
  }

  /**
   * Goes to the next box. After the last one, a source that has grown gives further ones.
   *
   * @return false if there is none
   * @throws MediaException with code MALFORMED or TRUNCATED if the walker is strict and the header
   *     can't be, IO or CLOSED if the storage fails
   */
  public boolean next() throws MediaException {
    current = null;
    while (!levels.peek().hasNext()) {
      if (levels.size() == 1) {
        return false;
      }
      levels.pop();
    }
    BoxHeader header = levels.peek().next();
    if (header.problem().isPresent() && !reader.isTolerant()) {
      throw header.problem().get();
    }
    current = header;
    return true;
  }

  /**
   * Gives the header of the box at which the walker is.
   *
   * @return the header
   * @throws IllegalStateException if {@link #next} was not called or found none
   */
  public BoxHeader header() {
    if (current == null) {
      throw new IllegalStateException("the walker is at no box");
    }
    return current;
  }

  /**
   * Reads the fields of the box and makes the boxes inside come next. If there are none, what
   * follows the box comes next, as always.
   *
   * @return the box with its fields, without the boxes inside
   * @throws MediaException as {@link BoxReader#readFields}
   */
  public Box enter() throws MediaException {
    TreeReading reading = new TreeReading(reader);
    return enter(reading, reading.readFields(header()));
  }

  /**
   * Does as {@link #enter()} and shows each field as it is read, so that of a malformed box those
   * ahead of the place where it breaks are shown too.
   *
   * @param sink takes the fields
   * @return the box with its fields, without the boxes inside
   * @throws MediaException as {@link BoxReader#readFields}; or as the sink fails
   */
  public Box enter(FieldSink sink) throws MediaException {
    TreeReading reading = new TreeReading(reader);
    Box box = enter(reading, reading.readFields(header(), sink));
    FieldDescriber.describeOddity(box, sink);
    return box;
  }

  private Box enter(TreeReading reading, Box box) throws MediaException {
    levels.push(reading.siblings(header()));
    return box;
  }
}
