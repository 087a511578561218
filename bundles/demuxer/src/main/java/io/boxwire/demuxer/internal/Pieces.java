package io.boxwire.demuxer.internal;

import io.boxwire.api.codec.ByteSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Collects the pieces of a payload. */
final class Pieces implements ByteSink {
  private final List<ByteBuffer> list = new ArrayList<>(4);

  @Override
  public void bytes(ByteBuffer piece) {
    list.add(piece.slice());
  }

  List<ByteBuffer> list() {
    return list;
  }
}
