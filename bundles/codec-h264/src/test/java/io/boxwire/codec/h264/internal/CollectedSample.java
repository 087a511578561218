package io.boxwire.codec.h264.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.SampleSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A sample sink that keeps what it is told, for tests. */
final class CollectedSample implements SampleSink {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private RandomAccess randomAccess = RandomAccess.NONE;
  private int rollDistance;
  private Optional<CodecConfiguration> configuration = Optional.empty();

  /** The sample that a packetizer makes of a frame; fails if it makes none. */
  static CollectedSample of(Packetizer packetizer, Frame frame) throws MediaException {
    CollectedSample sample = new CollectedSample();
    if (packetizer.packetize(frame, sample) != Packetizer.Outcome.SAMPLE) {
      throw new AssertionError("no picture in " + frame);
    }
    return sample;
  }

  @Override
  public void bytes(ByteBuffer piece) {
    byte[] copy = new byte[piece.remaining()];
    piece.get(piece.position(), copy);
    bytes.writeBytes(copy);
  }

  @Override
  public void nalUnit(ByteBuffer data, int index, int length) {
    bytes(ByteBuffer.allocate(4).putInt(length).flip());
    bytes(data, index, length);
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
    throw new AssertionError("video payloads do not tell durations");
  }

  @Override
  public void configuration(CodecConfiguration changed) {
    configuration = Optional.of(changed);
  }

  ByteBuffer sample() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  RandomAccess randomAccess() {
    return randomAccess;
  }

  int rollDistance() {
    return rollDistance;
  }

  Optional<CodecConfiguration> configuration() {
    return configuration;
  }
}
