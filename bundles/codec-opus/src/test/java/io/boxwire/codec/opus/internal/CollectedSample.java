package io.boxwire.codec.opus.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.SampleSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What was said of one sample, or the bytes that a stream writer gave. */
final class CollectedSample implements SampleSink {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  RandomAccess randomAccess = RandomAccess.NONE;
  int rollDistance;
  long duration = -1;
  Optional<CodecConfiguration> configuration = Optional.empty();

  static CollectedSample of(Packetizer packetizer, Frame frame) throws MediaException {
    CollectedSample sample = new CollectedSample();
    packetizer.packetize(frame, sample);
    return sample;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  @Override
  public void bytes(ByteBuffer piece) {
    byte[] copy = new byte[piece.remaining()];
    piece.duplicate().get(copy);
    bytes.writeBytes(copy);
  }

  @Override
  public void nalUnit(ByteBuffer data, int index, int length) {
    throw new AssertionError("audio has no NAL units");
  }

  @Override
  public void randomAccess(RandomAccess kind) {
    randomAccess = kind;
  }

  @Override
  public void rollDistance(int samples) {
    rollDistance = samples;
  }

  @Override
  public void duration(long ticks) {
    duration = ticks;
  }

  @Override
  public void configuration(CodecConfiguration next) {
    configuration = Optional.of(next);
  }
}
