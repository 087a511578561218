package io.boxwire.muxer.internal;

import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What a packetizer is given to fill: passes on what can be stored, during the call alone. A plugin
 * that keeps it and goes on writing later, or gives it what lies outside of a buffer, gets an
 * exception and harms no sample.
 */
final class PacketSink implements SampleSink {
  private volatile Sample sample;

  /** A call begins. */
  void attach(Sample out) {
    sample = out;
  }

  /** The call has ended. */
  void detach() {
    sample = null;
  }

  private Sample sample() {
    Sample out = sample;
    if (out == null) {
      throw new IllegalStateException("a sample is filled during the call that asks for it");
    }
    return out;
  }

  @Override
  public void bytes(ByteBuffer piece) {
    sample().bytes(piece);
  }

  @Override
  public void bytes(ByteBuffer data, int index, int length) {
    sample().bytes(whole(data, index, length), index, length);
  }

  @Override
  public void nalUnit(ByteBuffer data, int index, int length) {
    sample().nalUnit(whole(data, index, length), index, length);
  }

  /** A view in which the bytes can be reached, whatever becomes of the buffer's limit. */
  private static ByteBuffer whole(ByteBuffer data, int index, int length) {
    Objects.checkFromIndexSize(index, length, data.capacity());
    return index + length > data.limit() ? data.duplicate().clear() : data;
  }

  @Override
  public void randomAccess(RandomAccess kind) {
    sample().randomAccess(Objects.requireNonNull(kind, "kind"));
  }

  @Override
  public void rollDistance(int samples) {
    if (samples != (short) samples) {
      throw new IllegalArgumentException("no roll distance: " + samples);
    }
    sample().rollDistance(samples);
  }

  @Override
  public void duration(long ticks) {
    sample().duration(notNegative(ticks, "duration"));
  }

  @Override
  public void configuration(CodecConfiguration configuration) {
    sample().configuration(Objects.requireNonNull(configuration, "configuration"));
  }

  private static long notNegative(long value, String what) {
    if (value < 0) {
      throw new IllegalArgumentException("negative " + what + ": " + value);
    }
    return value;
  }
}
