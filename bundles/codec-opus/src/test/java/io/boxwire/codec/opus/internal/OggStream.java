package io.boxwire.codec.opus.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes Ogg page by page, with a checksum counted bit by bit, apart from what is tested. */
final class OggStream {
  static final int CONTINUED = 1;
  static final int FIRST = 2;
  static final int LAST = 4;
  private static final int SERIAL = 0x1234;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Integer> starts = new ArrayList<>();
  private int sequence;

  /** A stream that has begun: mono, with a pre-skip of 312, and no comments. */
  static OggStream mono() {
    return new OggStream().head(head(1, 0)).tags();
  }

  OggStream head(byte[] head) {
    return page(FIRST, 0, head);
  }

  OggStream tags() {
    return page(0, 0, tags(0));
  }

  /** Appends a page of whole packets. */
  OggStream page(int flags, long granule, byte[]... packets) {
    ByteArrayOutputStream lacing = new ByteArrayOutputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      for (int left = packet.length; left >= 255; left -= 255) {
        lacing.write(255);
      }
      lacing.write(packet.length % 255);
      body.writeBytes(packet);
    }
    return page(flags, granule, SERIAL, sequence++, lacing.toByteArray(), body.toByteArray());
  }

  /** Appends a page of 255 full segments, whose packet does not end. */
  OggStream fullPage(int flags, byte[] body) {
    byte[] lacing = new byte[body.length / 255];
    Arrays.fill(lacing, (byte) 255);
    return page(flags, -1, SERIAL, sequence++, lacing, body);
  }

  OggStream page(int flags, long granule, int serial, int number, byte[] lacing, byte[] body) {
    ByteBuffer page = ByteBuffer.allocate(27 + lacing.length + body.length);
    page.order(ByteOrder.LITTLE_ENDIAN);
    page.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) flags);
    page.putLong(granule).putInt(serial).putInt(number).putInt(0).put((byte) lacing.length);
    page.put(lacing).put(body);
    page.putInt(22, checksum(page.array()));
    starts.add(bytes.size());
    bytes.writeBytes(page.array());
    return this;
  }

  /** Leaves out a page number. */
  OggStream skipPage() {
    sequence++;
    return this;
  }

  OggStream bytes(byte[] values) {
    bytes.writeBytes(values);
    return this;
  }

  /** Where each page begins. */
  List<Integer> starts() {
    return starts;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** A header of family 0 or, for more channels, of family 1 with a stream for each channel. */
  static byte[] head(int channels, int family) {
    ByteBuffer head = ByteBuffer.allocate(family == 0 ? 19 : 21 + channels);
    head.order(ByteOrder.LITTLE_ENDIAN);
    head.put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    head.put((byte) channels).putShort((short) 312).putInt(44100).putShort((short) -256);
    head.put((byte) family);
    if (family != 0) {
      head.put((byte) channels).put((byte) 0);
      for (int i = 0; i < channels; i++) {
        head.put((byte) i);
      }
    }
    return head.array();
  }

  static byte[] tags(int comments) {
    ByteBuffer tags = ByteBuffer.allocate(20 + 8 * comments).order(ByteOrder.LITTLE_ENDIAN);
    tags.put("OpusTags".getBytes(StandardCharsets.US_ASCII));
    tags.putInt(4).put("test".getBytes(StandardCharsets.US_ASCII)).putInt(comments);
    for (int i = 0; i < comments; i++) {
      tags.putInt(4).put("A=bc".getBytes(StandardCharsets.US_ASCII));
    }
    return tags.array();
  }

  /** A packet of 20 ms of CELT, which lasts 960 samples. */
  static byte[] packet(int size, int seed) {
    byte[] packet = new byte[size];
    packet[0] = (byte) (31 << 3);
    for (int i = 1; i < size; i++) {
      packet[i] = (byte) (seed + i);
    }
    return packet;
  }

  static int checksum(byte[] page) {
    int sum = 0;
    for (byte value : page) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean carry = (sum < 0) ^ ((value >> bit & 1) != 0);
        sum = carry ? sum << 1 ^ 0x04c11db7 : sum << 1;
      }
    }
    return sum;
  }
}
