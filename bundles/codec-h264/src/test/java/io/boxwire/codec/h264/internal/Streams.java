package io.boxwire.codec.h264.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.bitstream.NalUnits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The committed streams, and ways to look at them. */
final class Streams {
  private Streams() {}

  /** A frame as the table beside a stream has it; times in frame durations from the first pts. */
  record Row(long pts, long dts, boolean key, String slices) {}

  static byte[] bytes(String file) {
    try (InputStream in = Streams.class.getResourceAsStream("/streams/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Row> table(String name) {
    List<Row> rows = new ArrayList<>();
    String text = new String(bytes(name + ".csv"), StandardCharsets.US_ASCII);
    text.lines()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(
            cells ->
                rows.add(
                    new Row(
                        Long.parseLong(cells[0]),
                        Long.parseLong(cells[1]),
                        cells[2].equals("key"),
                        cells[3])));
    return rows;
  }

  /** Lengths and NAL units by turns. */
  static List<ByteBuffer> lengthPrefixed(ByteBuffer source, NalUnits units, int lengthSize) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      ByteBuffer length = ByteBuffer.allocate(4).putInt(0, units.length(i));
      pieces.add(length.slice(4 - lengthSize, lengthSize));
      pieces.add(units.slice(source, i));
    }
    return pieces;
  }

  /** All frames of a stream, kept. */
  static List<Frame> assemble(byte[] stream, AssemblerOptions options) throws MediaException {
    List<Frame> frames = new ArrayList<>();
    Assembler assembler = new H264Assembler(options);
    assembler.finish(ByteBuffer.wrap(stream), frame -> frames.add(frame.keep()));
    return frames;
  }

  static List<Frame> assemble(byte[] stream) throws MediaException {
    return assemble(stream, AssemblerOptions.builder().build());
  }

  /** All frames of a stream that comes in pieces through a window that grows when it has to. */
  static List<Frame> assembleInPieces(byte[] stream, int piece) throws MediaException {
    List<Frame> frames = new ArrayList<>();
    Assembler assembler = new H264Assembler(AssemblerOptions.builder().build());
    ByteBuffer window = ByteBuffer.allocate(piece);
    int fed = 0;
    while (fed < stream.length) {
      if (!window.hasRemaining()) {
        window = ByteBuffer.allocate(window.capacity() * 2).put(window.flip());
      }
      int step = Math.min(Math.min(piece, window.remaining()), stream.length - fed);
      window.put(stream, fed, step);
      fed += step;
      window.flip();
      assembler.assemble(window, frame -> frames.add(frame.keep()));
      window.compact();
    }
    assembler.finish(window.flip(), frame -> frames.add(frame.keep()));
    return frames;
  }

  /** The NAL units of a byte stream, in hexadecimal digits. */
  static List<String> units(ByteBuffer stream) throws MediaException {
    NalUnits units = new NalUnits().parseAnnexB(stream);
    List<String> list = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      list.add(HexFormat.of().formatHex(units.copy(stream, i)));
    }
    return list;
  }

  /** The NAL units of several frames one after the other. */
  static List<String> units(List<Frame> frames) throws MediaException {
    List<String> list = new ArrayList<>();
    for (Frame frame : frames) {
      list.addAll(units(frame.payload()));
    }
    return list;
  }

  /** MD5 over the coded slices among NAL units. */
  static String sliceHash(List<String> units) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      for (String unit : units) {
        byte[] bytes = HexFormat.of().parseHex(unit);
        int type = bytes[0] & 0x1F;
        if (type == 1 || type == 5) {
          md5.update(bytes);
        }
      }
      return HexFormat.of().formatHex(md5.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
