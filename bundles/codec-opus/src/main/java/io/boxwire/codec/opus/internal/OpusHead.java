package io.boxwire.codec.opus.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a decoder must know of an Opus stream: the identification header of Ogg (RFC 7845 5.1), and
 * the box {@code dOps}, which says the same in the other byte order.
 *
 * @param channels that come out, 1 to 255
 * @param preSkip samples of 48,000 Hz at the beginning that are not to be heard
 * @param inputRate the rate of the sound before it was coded, hertz; 0 if not known
 * @param gain to be applied to the output, dB in 7.8 fixed point
 * @param family the channel mapping family
 * @param mapping the rest: for family 1 the numbers of streams and of coupled ones, and the stream
 *     of each channel; empty for family 0
 */
record OpusHead(
    int channels, int preSkip, long inputRate, int gain, int family, List<Integer> mapping) {
  static final String BOX = "dOps";

  private static final byte[] MAGIC = "OpusHead".getBytes(StandardCharsets.US_ASCII);
  private static final int FIELDS = 10;
  private static final int SILENT = 255;

  /** Mono or stereo, without a mapping. */
  static OpusHead plain(int channels, int preSkip, long inputRate) {
    return new OpusHead(channels, preSkip, inputRate, 0, 0, List.of());
  }

  /** Whether a packet is an identification header. */
  static boolean isHead(ByteBuffer packet) {
    return packet.remaining() >= MAGIC.length
        && packet.slice(packet.position(), MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  /**
   * Reads an identification header.
   *
   * @param packet from position to limit; not changed
   * @throws MediaException MALFORMED, or UNSUPPORTED for a version or mapping family of others
   */
  static OpusHead ofOgg(ByteBuffer packet) throws MediaException {
    if (!isHead(packet)) {
      throw malformed("there is no OpusHead");
    }
    ByteBuffer in = packet.slice().order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
    need(in, 1 + FIELDS, "OpusHead");
    int version = in.get() & 0xff;
    if (version > 15) {
      // A version of the same upper half is read by whoever knows this one.
      throw unsupported("OpusHead of version " + version);
    }
    return fields(in);
  }

  /**
   * Reads a {@code dOps} box.
   *
   * @param box the bytes behind its header; not changed
   * @throws MediaException MALFORMED, or UNSUPPORTED for a version or mapping family of others
   */
  static OpusHead ofBox(ByteBuffer box) throws MediaException {
    ByteBuffer in = box.slice();
    need(in, 1 + FIELDS, BOX);
    int version = in.get() & 0xff;
    if (version != 0) {
      throw unsupported(BOX + " of version " + version);
    }
    return fields(in);
  }

  /** Reads what both have in common, in the byte order of the buffer. */
  private static OpusHead fields(ByteBuffer in) throws MediaException {
    int channels = in.get() & 0xff;
    int preSkip = in.getShort() & 0xffff;
    long rate = in.getInt() & 0xffff_ffffL;
    int gain = in.getShort();
    int family = in.get() & 0xff;
    if (channels == 0) {
      throw malformed("Opus without a channel");
    }
    if (family > 1) {
      throw unsupported("Opus with channel mapping family " + family);
    }
    if (channels > (family == 0 ? 2 : 8)) {
      throw malformed(channels + " channels in channel mapping family " + family);
    }
    List<Integer> mapping = family == 0 ? List.of() : mapping(in, channels);
    return new OpusHead(channels, preSkip, rate, gain, family, mapping);
  }

  private static List<Integer> mapping(ByteBuffer in, int channels) throws MediaException {
    need(in, 2 + channels, "a channel mapping");
    int streams = in.get() & 0xff;
    int coupled = in.get() & 0xff;
    if (streams == 0 || coupled > streams || streams + coupled > SILENT) {
      throw malformed("a channel mapping of " + streams + " streams, " + coupled + " coupled");
    }
    int start = in.position();
    List<Integer> of =
        IntStream.range(0, channels).mapToObj(i -> in.get(start + i) & 0xff).toList();
    for (int stream : of) {
      if (stream != SILENT && stream >= streams + coupled) {
        throw malformed("a channel of decoded channel " + stream);
      }
    }
    return IntStream.concat(IntStream.of(streams, coupled), of.stream().mapToInt(Integer::intValue))
        .boxed()
        .toList();
  }

  /** The identification header. */
  byte[] toOgg() {
    ByteBuffer out = ByteBuffer.allocate(MAGIC.length + 1 + FIELDS + mapping.size());
    out.order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) 1);
    return write(out);
  }

  /** The bytes behind the header of {@code dOps}. */
  byte[] toBox() {
    return write(ByteBuffer.allocate(1 + FIELDS + mapping.size()).put((byte) 0));
  }

  private byte[] write(ByteBuffer out) {
    out.put((byte) channels).putShort((short) preSkip).putInt((int) inputRate);
    out.putShort((short) gain).put((byte) family);
    mapping.forEach(value -> out.put(value.byteValue()));
    return out.array();
  }

  OpusHead withPreSkip(int samples) {
    return new OpusHead(channels, samples, inputRate, gain, family, mapping);
  }

  private static void need(ByteBuffer in, int bytes, String what) throws MediaException {
    if (in.remaining() < bytes) {
      throw malformed(what + " ends " + (bytes - in.remaining()) + " bytes too early");
    }
  }

  private static MediaException malformed(String message) {
    return MediaException.of(Code.MALFORMED, message);
  }

  private static MediaException unsupported(String message) {
    return MediaException.of(Code.UNSUPPORTED, message + " is not supported");
  }
}
