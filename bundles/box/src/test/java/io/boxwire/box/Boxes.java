package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** What the tests of single boxes share. */
final class Boxes {
  private Boxes() {}

  /** Writes a box, checks the announced size, reads it in both ways and compares. */
  static Box roundTrip(Box box) throws MediaException {
    return roundTrip(box, BoxContext.FILE);
  }

  /** As {@link #roundTrip(Box)}, for a box that means something only in a context. */
  static Box roundTrip(Box box, BoxContext context) throws MediaException {
    ByteBuffer bytes = write(box);
    assertThat(box.size()).as("announced size").isEqualTo(bytes.remaining());
    Box read = read(bytes, context);
    assertThat(read).isEqualTo(box);
    assertThat(write(read)).as("written again").isEqualTo(bytes);
    return read;
  }

  static ByteBuffer write(Box box) throws MediaException {
    return BoxWriter.inMemory().write(box).toBuffer();
  }

  static Box read(ByteBuffer bytes) throws MediaException {
    return read(bytes, BoxContext.FILE);
  }

  static Box read(ByteBuffer bytes, BoxContext context) throws MediaException {
    ByteSource source = ByteSource.of(bytes);
    BoxHeader header = new BoxSiblings(source, 0, -1, BoxPath.ROOT, context).next();
    return BoxReader.of(source).read(header);
  }

  /** Bytes of hexadecimal digits, in which blanks mean nothing. */
  static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
  }
}
