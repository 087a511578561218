package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** What the tests of single boxes share. */
final class Boxes {
  private Boxes() {}

  /**
   * Takes a box through all that its description of fields serves: it is written as the given
   * bytes, announces their number, is read back equal from memory and from a file, written again
   * the same, and described as given.
   *
   * @param hex all bytes of the box, blanks mean nothing
   * @param description the lines of {@link FieldText}
   */
  static void check(Box box, String hex, String description) throws MediaException {
    check(box, BoxContext.FILE, hex, description);
  }

  /** As {@link #check(Box, String, String)}, for a box that means something only in a context. */
  static void check(Box box, BoxContext context, String hex, String description)
      throws MediaException {
    ByteBuffer bytes = write(box);
    assertThat(toHex(bytes)).as("bytes").isEqualTo(hex.replaceAll("\\s", ""));
    assertThat(box.size()).as("announced size").isEqualTo(bytes.remaining());
    Box read = read(ByteSource.of(bytes), context);
    assertThat(read).as("read").isEqualTo(box);
    assertThat(write(read)).as("written again").isEqualTo(bytes);
    Box fromFile = read(new FileLike(bytes), context);
    assertThat(write(fromFile)).as("written from a file").isEqualTo(bytes);
    assertThat(describe(box)).as("description").isEqualTo(description);
    assertThat(describe(fromFile)).as("description from a file").isEqualTo(description);
  }

  static ByteBuffer write(Box box) throws MediaException {
    return BoxWriter.inMemory().write(box).toBuffer();
  }

  static Box read(String hex) throws MediaException {
    return read(ByteSource.of(bytes(hex)), BoxContext.FILE);
  }

  static Box read(ByteSource source, BoxContext context) throws MediaException {
    return BoxReader.of(source).read(header(source, context));
  }

  static BoxHeader header(ByteSource source, BoxContext context) throws MediaException {
    return new BoxSiblings(source, 0, BoxSiblings.TO_SOURCE_END, BoxPath.ROOT, context).next();
  }

  static String describe(Box box) throws MediaException {
    StringBuilder text = new StringBuilder();
    new FieldText(text, "", /* mostEntries= */ 3, /* mostBytes= */ 8).describe(box);
    return text.toString();
  }

  /** Bytes of hexadecimal digits, in which blanks mean nothing. */
  static ByteBuffer bytes(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
  }

  static String toHex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }

  static long[] row(long... values) {
    return values;
  }

  /** Finds the one child at the end of a path below a box. */
  static <T extends Box> T child(Box parent, String path, Class<T> kind) {
    ParentBox at = (ParentBox) parent.content();
    List<T> found = (path.isEmpty() ? at : at.parent(path).orElseThrow()).children(kind);
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
