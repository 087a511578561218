package io.boxwire.itests.fuzz;

import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.SampleSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A sample, or a payload, as it came piece by piece. */
final class SampleNotes implements SampleSink {
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private RandomAccess randomAccess = RandomAccess.NONE;
  private Optional<CodecConfiguration> configuration = Optional.empty();

  @Override
  public void bytes(ByteBuffer piece) {
    byte[] copy = new byte[piece.remaining()];
    piece.get(piece.position(), copy);
    content.writeBytes(copy);
  }

  @Override
  public void nalUnit(ByteBuffer data, int index, int length) {
    content.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    bytes(data, index, length);
  }

  @Override
  public void randomAccess(RandomAccess kind) {
    randomAccess = kind;
  }

  @Override
  public void rollDistance(int samples) {
    Guard.require(samples >= Short.MIN_VALUE && samples <= Short.MAX_VALUE, "roll " + samples);
  }

  @Override
  public void duration(long ticks) {
    Guard.require(ticks >= 0, "a duration of " + ticks);
  }

  @Override
  public void configuration(CodecConfiguration next) {
    configuration = Optional.of(next);
  }

  byte[] bytes() {
    return content.toByteArray();
  }

  RandomAccess randomAccess() {
    return randomAccess;
  }

  Optional<CodecConfiguration> configuration() {
    return configuration;
  }
}
