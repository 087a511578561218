package io.boxwire.muxer.internal;

import io.boxwire.box.BoxWriter;
import io.boxwire.box.FreeSpaceBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the index of a growing file lie in the file itself, so that memory stays the same however
 * long it grows: full pages go into {@code free} boxes behind the next fragment, and are read back
 * when the file is closed.
 */
final class IndexPages implements PageStore {
  /** A page on its way. */
  private record Page(ByteLog log, byte[] bytes) {}

  private final Output output;
  private final ByteBuffer header;
  private final ArrayDeque<Page> waiting = new ArrayDeque<>();
  private final List<Long> places = new ArrayList<>();

  IndexPages(Output output) throws IOException {
    this.output = output;
    this.header = BoxWriter.inMemory().header(FreeSpaceBox.TYPE, ByteLog.PAGE).toBuffer();
  }

  @Override
  public void full(ByteLog log, byte[] page) {
    waiting.add(new Page(log, page));
  }

  /**
   * Hands over what waits. It stays in the heap until it is {@link #written}.
   *
   * @return whether there was any
   */
  boolean writeTo(GatherWriter writer) throws IOException {
    places.clear();
    if (waiting.isEmpty()) {
      return false;
    }
    for (Page page : waiting) {
      writer.bytes(header);
      places.add(writer.position());
      writer.bytes(ByteBuffer.wrap(page.bytes));
    }
    return true;
  }

  /** What was handed over is in the file. */
  void written() {
    for (long place : places) {
      // The list of a log's pages may fill a page as well, which then waits for the next fragment.
      waiting.remove().log.stored(place);
    }
    places.clear();
  }

  @Override
  public void read(long place, ByteBuffer into) throws IOException {
    output.read(place, into);
  }
}
