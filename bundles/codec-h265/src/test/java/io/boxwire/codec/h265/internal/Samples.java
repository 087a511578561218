package io.boxwire.codec.h265.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.SampleSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Takes one sample, as a muxer would, or the payload that becomes of one. */
final class Samples implements SampleSink {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<String> units = new ArrayList<>();
  private final List<CodecConfiguration> configurations = new ArrayList<>();
  private RandomAccess randomAccess = RandomAccess.NONE;
  private int rollDistance;

  /** The sample entry that a muxer would write. */
  static SampleEntry entry(CodecConfiguration configuration) {
    return entry(configuration.sampleEntry(), configuration.boxes());
  }

  static SampleEntry entry(String type, List<ConfigurationBox> boxes) {
    return SampleEntry.of(type, ByteBuffer.allocate(86)).boxes(boxes).build();
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  /** The NAL units in hexadecimal digits. */
  List<String> units() {
    return units;
  }

  Optional<CodecConfiguration> configuration() {
    return configurations.isEmpty() ? Optional.empty() : Optional.of(configurations.get(0));
  }

  RandomAccess kind() {
    return randomAccess;
  }

  int rollDistance() {
    return rollDistance;
  }

  /** Whether nothing at all was said. */
  boolean untouched() {
    return bytes.size() == 0 && configurations.isEmpty() && randomAccess == RandomAccess.NONE;
  }

  @Override
  public void bytes(ByteBuffer piece) {
    byte[] copy = new byte[piece.remaining()];
    piece.duplicate().get(copy);
    bytes.writeBytes(copy);
  }

  @Override
  public void nalUnit(ByteBuffer data, int index, int length) {
    byte[] unit = new byte[length];
    data.get(index, unit);
    units.add(HexFormat.of().formatHex(unit));
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    bytes.writeBytes(unit);
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
    throw new AssertionError("a video sample does not tell its duration");
  }

  @Override
  public void configuration(CodecConfiguration configuration) {
    configurations.add(configuration);
  }
}
