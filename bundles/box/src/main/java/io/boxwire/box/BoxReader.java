package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads boxes out of a source. Immutable, and as safe for threads as its source.
 *
 * <p>{@link #read} costs what the structure of a box costs, not what its content does: tables and
 * opaque payloads stay where they lie and are views of the source. {@link #load} brings a box into
 * memory with all that is in it.
 *
 * <p>A strict reader, which is the default, throws at the first thing that breaks the format; a
 * tolerant one puts a {@link MalformedBox} in its place. A version of a box that is not known makes
 * it an {@link OpaqueBox} for both.
 */
public final class BoxReader {
  /** How deep boxes may be nested. */
  static final int DEEPEST = 64;

  /** How many boxes one call of {@link #read} may bring. */
  static final int MOST_BOXES = 200_000;

  private static final long DEFAULT_LOAD_LIMIT = 64L << 20;

  private enum Mode {
    STRICT,
    TOLERANT
  }

  private final ByteSource source;
  private final Mode mode;
  private final long loadLimit;

  private BoxReader(ByteSource source, Mode mode, long loadLimit) {
    this.source = source;
    this.mode = mode;
    this.loadLimit = loadLimit;
  }

  /**
   * Makes a strict reader with a load limit of 64 MiB.
   *
   * @param source where the boxes lie
   * @return the reader
   */
  public static BoxReader of(ByteSource source) {
    return new BoxReader(source, Mode.STRICT, DEFAULT_LOAD_LIMIT);
  }

  /**
   * Makes a reader that goes on behind what is malformed.
   *
   * @return a reader of the same source
   */
  public BoxReader tolerant() {
    return new BoxReader(source, Mode.TOLERANT, loadLimit);
  }

  /**
   * Makes a reader with another limit.
   *
   * @param bytes how much memory one call may take: for what it loads, and about as much again for
   *     the boxes it makes of it
   * @return a reader of the same source
   */
  public BoxReader withLoadLimit(long bytes) {
    return new BoxReader(source, mode, bytes);
  }

  /**
   * Reads all boxes in a piece of memory: the configuration boxes of a codec, a fragment that came
   * over a pipe.
   *
   * @param bytes boxes one after another, from position to limit; not copied
   * @return the boxes
   * @throws MediaException with code MALFORMED or TRUNCATED if they break the format
   */
  public static List<Box> parse(ByteBuffer bytes) throws MediaException {
    BoxReader reader = of(ByteSource.of(bytes));
    List<Box> boxes = new ArrayList<>();
    BoxWalker walker = reader.walk();
    while (walker.next()) {
      boxes.add(reader.read(walker.header()));
    }
    return boxes;
  }

  /**
   * Starts at the first box of the source.
   *
   * @return a walker, strict or tolerant as this reader is
   */
  public BoxWalker walk() {
    return new BoxWalker(this);
  }

  /**
   * Starts at a box of the file that is not the first.
   *
   * @param position where the header of that box lies
   * @return a walker over that box and those behind it; paths count from there
   */
  public BoxWalker walkFrom(long position) {
    return new BoxWalker(this, position);
  }

  /**
   * Tells where the boxes lie.
   *
   * @return the source
   */
  public ByteSource source() {
    return source;
  }

  long loadLimit() {
    return loadLimit;
  }

  boolean isTolerant() {
    return mode == Mode.TOLERANT;
  }

  /**
   * Reads a box and the boxes inside. Tables and opaque payloads stay in the source.
   *
   * @param header the box's header, from a walker over the same source
   * @return the box, of the class its type has, or an {@link OpaqueBox}
   * @throws MediaException with code MALFORMED or TRUNCATED if the box breaks the format,
   *     LIMIT_EXCEEDED if it is too much, IO or CLOSED if the storage fails
   */
  public Box read(BoxHeader header) throws MediaException {
    return new TreeReading(this).read(header);
  }

  /**
   * Reads the fields of a box and leaves out the boxes inside, to which a walker can go.
   *
   * @param header the box's header, from a walker over the same source
   * @return the box, without children
   * @throws MediaException as {@link #read}
   */
  public Box readFields(BoxHeader header) throws MediaException {
    return new TreeReading(this).readFields(header);
  }

  /**
   * Reads a box, the boxes inside, and all that is in them, into memory.
   *
   * @param header the box's header, from a walker over the same source
   * @return the box, which no longer needs the source
   * @throws MediaException as {@link #read}; LIMIT_EXCEEDED too if it is larger than the load limit
   */
  public Box load(BoxHeader header) throws MediaException {
    if (header.size() > loadLimit) {
      throw MediaException.at(
          MediaException.Code.LIMIT_EXCEEDED,
          "a box of " + header.size() + " bytes is too large to load",
          header.path(),
          header.position());
    }
    ByteBuffer bytes = ByteRange.of(source, header.position(), header.size()).toBuffer();
    ByteSource memory = ByteSource.of(bytes, header.position());
    return new TreeReading(new BoxReader(memory, mode, loadLimit)).read(header);
  }
}
