package io.boxwire.muxer.internal;

import io.boxwire.box.Box;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.FreeSpaceBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All that stands in front of the fragments of a file, kept until the end, when places in it get
 * what nobody knew before. Storage may destroy a block that is overwritten while power fails: so
 * the whole head goes to the end of the file first, as it will be.
 */
final class FileHead {
  /** A place that changes, from the start of the head. */
  private record Change(int at, int size) {}

  private final long offset;
  private final ByteBuffer bytes;
  private final List<Change> changes = new ArrayList<>();

  /**
   * Keeps a head that is there already.
   *
   * @param offset where it lies in the file
   * @param bytes what lies there
   */
  FileHead(long offset, ByteBuffer bytes) {
    this.offset = offset;
    this.bytes = bytes;
  }

  /** Puts a head together. */
  static final class Builder {
    private final long offset;
    private final BoxWriter boxes = BoxWriter.inMemory();

    /**
     * Begins.
     *
     * @param offset where the head will be in the file
     */
    Builder(long offset) {
      this.offset = offset;
    }

    /** The file offset of the next box. */
    long position() {
      return offset + boxes.toBuffer().remaining();
    }

    void add(Box box) throws IOException {
      boxes.write(box);
    }

    /** Makes the head, with some bytes behind its boxes. */
    FileHead build(ByteBuffer filling) {
      ByteBuffer all = boxes.toBuffer();
      ByteBuffer bytes = ByteBuffer.allocate(all.remaining() + filling.remaining());
      return new FileHead(offset, bytes.put(all).put(filling).flip());
    }
  }

  void append(Output output) throws IOException {
    output.append(new ByteBuffer[] {bytes.duplicate()}, 1);
  }

  /** The file offset behind the head, where the fragments begin. */
  long end() {
    return offset + bytes.limit();
  }

  /**
   * Puts boxes in the place of others of the same size together.
   *
   * @param at the file offset
   */
  void change(long at, Box... boxes) throws IOException {
    BoxWriter writer = BoxWriter.inMemory();
    for (Box box : boxes) {
      writer.write(box);
    }
    ByteBuffer changed = writer.toBuffer();
    int from = (int) (at - offset);
    changes.add(new Change(from, changed.remaining()));
    bytes.put(from, changed, 0, changed.remaining());
  }

  /** Appends a {@code free} box with the whole head as it will be. */
  void appendCopy(Output output) throws IOException {
    ByteBuffer header =
        BoxWriter.inMemory().header(FreeSpaceBox.TYPE, bytes.remaining()).toBuffer();
    output.append(new ByteBuffer[] {header, bytes.duplicate()}, 2);
  }

  /** Overwrites what has changed. */
  void writeChanges(Output output) throws IOException {
    for (Change change : changes) {
      output.write(offset + change.at, bytes.slice(change.at, change.size));
    }
  }
}
