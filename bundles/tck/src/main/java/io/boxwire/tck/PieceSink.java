package io.boxwire.tck;

import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;
import java.util.List;

/** Keeps the pieces of a sample as they are given, without a copy. */
final class PieceSink implements SampleSink {
  private final List<ByteBuffer> pieces;

  PieceSink(List<ByteBuffer> pieces) {
    this.pieces = pieces;
  }

  @Override
  public void bytes(ByteBuffer piece) {
    pieces.add(piece.duplicate());
  }

  @Override
  public void nalUnit(ByteBuffer data, int index, int length) {
    pieces.add(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
    pieces.add(data.slice(index, length));
  }

  @Override
  public void randomAccess(RandomAccess kind) {
    // Of no interest here, as all that follows.
  }

  @Override
  public void rollDistance(int samples) {
    // See above.
  }

  @Override
  public void duration(long ticks) {
    // See above.
  }

  @Override
  public void configuration(CodecConfiguration configuration) {
    // See above.
  }
}
