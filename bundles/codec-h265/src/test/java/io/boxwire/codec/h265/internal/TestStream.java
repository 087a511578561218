package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.bitstream.NalUnits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A stream that src/test/streams/generate.sh made, and what the encoder said of it. */
final class TestStream {
  /** All of them. */
  static final List<String> NAMES =
      List.of(
          "bpyramid",
          "opengop",
          "aud-sei-hrd",
          "slices",
          "main10-hdr",
          "temporal-layers",
          "fields",
          "crop444",
          "crop422-10",
          "size-a",
          "size-b");

  /**
   * A packet that the encoder handed to an MP4 muxer.
   *
   * @param pts in frame durations, the first presented picture at 0
   * @param sync the key flag
   */
  record Packet(long pts, boolean sync) {}

  private final String name;
  private final byte[] bytes;
  private final int width;
  private final int height;
  private final String rate;
  private final List<Packet> packets = new ArrayList<>();

  private TestStream(String name) {
    this.name = name;
    this.bytes = resource(name + ".h265");
    String[] lines = new String(resource(name + ".csv"), StandardCharsets.US_ASCII).split("\n");
    String[] head = lines[0].split(",");
    this.width = Integer.parseInt(head[0]);
    this.height = Integer.parseInt(head[1]);
    this.rate = head[2];
    for (int i = 1; i < lines.length; i++) {
      String[] fields = lines[i].split(",");
      packets.add(new Packet(Long.parseLong(fields[0]), fields[2].equals("1")));
    }
  }

  static TestStream of(String name) {
    return new TestStream(name);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  ByteBuffer hvcc() {
    return ByteBuffer.wrap(resource(name + ".hvcc"));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The frame rate as a fraction. */
  String rate() {
    return rate;
  }

  List<Packet> packets() {
    return List.copyOf(packets);
  }

  /** The stream's NAL units in hexadecimal digits. */
  List<String> nalUnits() throws MediaException {
    return nalUnits(ByteBuffer.wrap(bytes));
  }

  /** The first NAL unit of a type. */
  ByteBuffer first(int type) throws MediaException {
    for (String unit : nalUnits()) {
      if (type(unit) == type) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(unit));
      }
    }
    throw new AssertionError(name + " has no NAL unit of type " + type);
  }

  List<Frame> assemble() throws MediaException {
    return assemble(bytes);
  }

  static List<Frame> assemble(byte[] stream) throws MediaException {
    return assemble(new H265Codec().newAssembler(AssemblerOptions.builder().build()), stream);
  }

  static List<Frame> assemble(Assembler assembler, byte[] stream) throws MediaException {
    List<Frame> frames = new ArrayList<>();
    ByteBuffer window = ByteBuffer.wrap(stream);
    assembler.finish(window, frames::add);
    assertThat(window.hasRemaining()).isFalse();
    return frames;
  }

  static List<String> nalUnits(ByteBuffer annexB) throws MediaException {
    NalUnits units = new NalUnits().parseAnnexB(annexB);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      found.add(HexFormat.of().formatHex(units.copy(annexB, i)));
    }
    return found;
  }

  static int type(String nalUnit) {
    return Integer.parseInt(nalUnit.substring(0, 2), 16) >> 1;
  }

  /** A byte stream of NAL units given in hexadecimal digits. */
  static byte[] annexB(List<String> nalUnits) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String unit : nalUnits) {
      all.writeBytes(HexFormat.of().parseHex("00000001" + unit));
    }
    return all.toByteArray();
  }

  private static byte[] resource(String file) {
    try (InputStream in = TestStream.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
