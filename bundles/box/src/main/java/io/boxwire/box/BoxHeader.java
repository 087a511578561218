package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of a box in a file and its place there (ISO/IEC 14496-12:2022 4.2.2). Immutable; made
 * by a {@link BoxWalker}.
 */
public final class BoxHeader {

  /** How the size is stored. */
  public enum Form {
    /** In 32 bits. */
    COMPACT,
    /** In 64 bits. */
    LARGE,
    /** Not at all: the box goes to the end of the file, or of its parent. */
    TO_END
  }

  private final FourCc type;
  private final long position;
  private final Form form;
  private final long declaredSize;
  private final long size;
  private final BoxPath path;
  private final BoxContext context;
  private final MediaException problem;

  BoxHeader(
      FourCc type,
      long position,
      Form form,
      long declaredSize,
      long size,
      BoxPath path,
      BoxContext context,
      MediaException problem) {
    this.type = type;
    this.position = position;
    this.form = form;
    this.declaredSize = declaredSize;
    this.size = size;
    this.path = path;
    this.context = context;
    this.problem = problem;
  }

  /**
   * Reads the header of a box that comes from a stream, before the box itself is there.
   *
   * @param bytes the first bytes of the box; its position stays
   * @param position where in the stream the box starts
   * @return the header, or nothing as long as more than these bytes are needed (16 always do); a
   *     box that goes to the end of the stream has form {@link Form#TO_END} and a size without
   *     meaning
   * @throws MediaException with code MALFORMED if the size is less than the header's
   */
  public static Optional<BoxHeader> parse(ByteBuffer bytes, long position) throws MediaException {
    int there = bytes.remaining();
    if (there < 8 || (there < 16 && bytes.getInt(bytes.position()) == 1)) {
      return Optional.empty();
    }
    ByteSource source = ByteSource.of(bytes, position);
    BoxHeader header =
        new BoxSiblings(source, position, Long.MAX_VALUE, BoxPath.ROOT, BoxContext.FILE).next();
    if (header.problem != null) {
      throw header.problem;
    }
    return Optional.of(header);
  }

  /**
   * Tells the type.
   *
   * @return the type
   */
  public FourCc type() {
    return type;
  }

  /**
   * Compares the type.
   *
   * @param other a type
   * @return true if it is this box's
   */
  public boolean is(FourCc other) {
    return type.equals(other);
  }

  /**
   * Tells where the box starts.
   *
   * @return the offset of the first byte of its header
   */
  public long position() {
    return position;
  }

  /**
   * Tells how the size is stored.
   *
   * @return the form
   */
  public Form form() {
    return form;
  }

  /**
   * Tells how many bytes the header has.
   *
   * @return 8 or 16; less only where the file ends inside
   */
  public int headerSize() {
    return (int) Math.min(form == Form.LARGE ? 16 : 8, size);
  }

  /**
   * Tells how many bytes of the box there are, with its header.
   *
   * @return the size in bytes, never more than the parent or the file has
   */
  public long size() {
    return size;
  }

  /**
   * Tells how many bytes the box claims to have, which a cut file does not hold.
   *
   * @return the size in bytes
   */
  public long declaredSize() {
    return declaredSize;
  }

  /**
   * Tells where what is in the box starts.
   *
   * @return the offset of the first byte behind the header
   */
  public long payloadPosition() {
    return position + headerSize();
  }

  /**
   * Tells how many bytes there are behind the header.
   *
   * @return the number of bytes
   */
  public long payloadSize() {
    return size - headerSize();
  }

  /**
   * Tells where the box ends.
   *
   * @return the offset of the first byte behind it
   */
  public long end() {
    return position + size;
  }

  /**
   * Names the box among the others: {@code moov/trak[2]/mdia} is the {@code mdia} in the second
   * {@code trak} of the first {@code moov}. The first of its type has no number.
   *
   * @return the path
   */
  public String path() {
    return path.toString();
  }

  /**
   * Tells how deep the box is.
   *
   * @return 1 for a box of the file, 2 for one in such a box
   */
  public int depth() {
    return path.depth();
  }

  /**
   * Tells what is wrong with the header, where a tolerant walker found it.
   *
   * @return MALFORMED if the size can't be, TRUNCATED if the file ends before the box
   */
  public Optional<MediaException> problem() {
    return Optional.ofNullable(problem);
  }

  BoxPath boxPath() {
    return path;
  }

  BoxContext context() {
    return context;
  }

  /** Tells whether writing the box would give the same header. */
  boolean canonical() {
    return form != Form.TO_END && headerSize() == BoxWriter.headerSize(payloadSize());
  }

  @Override
  public String toString() {
    return path + " at " + position + ", " + size + " bytes";
  }
}
