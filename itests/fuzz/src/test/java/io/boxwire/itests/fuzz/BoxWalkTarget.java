package io.boxwire.itests.fuzz;

import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ByteSource;
import io.boxwire.box.FieldText;
import io.boxwire.box.ParentBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Boxes: walked, read with all their fields, shown, and written back. What was read is written as
 * it was; a walk ends after no more headers than there are bytes.
 */
public final class BoxWalkTarget {
  private static final Guard GUARD = new Guard(8 << 20, 4096);
  private static final int MOST_ENTRIES = 20;
  private static final int MOST_BYTES = 32;

  private BoxWalkTarget() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Guard.judge(() -> run(data));
  }

  private static void run(byte[] data) {
    GUARD.check(data.length, () -> writeBack(data));
    BoxReader reader = BoxReader.of(ByteSource.of(new MemoryChannel(data)));
    GUARD.check(data.length, () -> walk(reader.walk(), data.length));
    GUARD
        .check(data.length, () -> walk(reader.tolerant().walk(), data.length))
        .filter(e -> e.code() != MediaException.Code.LIMIT_EXCEEDED)
        .ifPresent(
            e -> {
              throw new AssertionError("a tolerant walk ended", e);
            });
    GUARD.check(data.length, () -> readEach(reader.tolerant(), data));
  }

  private static void writeBack(byte[] data) throws MediaException {
    List<Box> boxes = BoxReader.parse(ByteBuffer.wrap(data));
    byte[] written = written(boxes);
    Guard.require(Arrays.equals(data, written), "what was read is written otherwise");
    Guard.requireEqual(boxes, BoxReader.parse(ByteBuffer.wrap(written)), "what is read again");
  }

  private static byte[] written(List<Box> boxes) throws MediaException {
    BoxWriter out = BoxWriter.inMemory();
    long size = 0;
    for (Box box : boxes) {
      out.write(box);
      size += box.size();
    }
    ByteBuffer buffer = out.toBuffer();
    Guard.requireEqual(size, (long) buffer.remaining(), "the size of the boxes");
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static void walk(BoxWalker walker, int size) throws MediaException {
    StringBuilder text = new StringBuilder();
    for (int headers = 0; walker.next(); headers++) {
      Guard.require(headers <= size, "more headers than bytes");
      BoxHeader header = walker.header();
      text.setLength(0);
      text.append(header);
      walker.enter(new FieldText(text, "  ", MOST_ENTRIES, MOST_BYTES));
    }
  }

  /** Reads each box of the file whole, in the file and in memory, and writes it. */
  private static void readEach(BoxReader reader, byte[] data) throws MediaException {
    BoxWalker walker = reader.walk();
    while (walker.next()) {
      BoxHeader header = walker.header();
      Box lying = reader.read(header);
      Box loaded = reader.load(header);
      byte[] original =
          Arrays.copyOfRange(
              data, (int) header.position(), (int) (header.position() + header.size()));
      Guard.require(
          Arrays.equals(original, written(List.of(lying))), "written otherwise: " + header);
      Guard.require(Arrays.equals(original, written(List.of(loaded))), "not as loaded: " + header);
      visit(loaded);
    }
  }

  private static void visit(Box box) {
    if (box.content() instanceof ParentBox parent) {
      parent.children().forEach(BoxWalkTarget::visit);
    }
    box.size();
  }
}
