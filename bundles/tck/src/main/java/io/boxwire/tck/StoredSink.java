package io.boxwire.tck;

import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.SampleSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** Consumes a sample, or a payload, within the call that gives it, as a muxer does. */
final class StoredSink implements SampleSink {
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private RandomAccess randomAccess = RandomAccess.NONE;
  private int rollDistance;
  private OptionalLong duration = OptionalLong.empty();
  private Optional<CodecConfiguration> configuration = Optional.empty();
  private boolean used;

  @Override
  public void bytes(ByteBuffer piece) {
    used = true;
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
    used = true;
    randomAccess = kind;
  }

  @Override
  public void rollDistance(int samples) {
    used = true;
    rollDistance = samples;
  }

  @Override
  public void duration(long ticks) {
    used = true;
    duration = OptionalLong.of(ticks);
  }

  @Override
  public void configuration(CodecConfiguration next) {
    used = true;
    configuration = Optional.of(next);
  }

  /** Whether anything at all was given or said. */
  boolean used() {
    return used;
  }

  /** The bytes so far. */
  byte[] bytes() {
    return content.toByteArray();
  }

  /** The sample. */
  Stored stored() {
    return new Stored(
        ByteBuffer.wrap(bytes()), randomAccess, rollDistance, duration, configuration);
  }
}
