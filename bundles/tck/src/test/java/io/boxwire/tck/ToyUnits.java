package io.boxwire.tck;

import io.boxwire.api.MediaException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The stream of the toy codec: units of {@code 'T' 'Y' type(8) length(16) body}. A block of sound
 * ends a frame; settings go before it.
 */
final class ToyUnits {
  static final int HEAD = 5;
  static final byte SETTINGS = 'S';
  static final byte BLOCK = 'B';

  /** Settings: channels(8) level(8). */
  static final int SETTINGS_SIZE = 2;

  /** A block: sync(8) duration(16), then sound. */
  static final int BLOCK_HEAD = 3;

  private ToyUnits() {}

  /** A unit: where it begins in its buffer, head included. */
  record Unit(byte type, int start, int bodyLength) {
    int body() {
      return start + HEAD;
    }

    int length() {
      return HEAD + bodyLength;
    }
  }

  /** The whole units from position on; a part of one at the end is left to the caller. */
  static List<Unit> parse(ByteBuffer in) throws MediaException {
    List<Unit> units = new ArrayList<>();
    int at = in.position();
    while (in.limit() - at >= HEAD) {
      if (in.get(at) != 'T' || in.get(at + 1) != 'Y') {
        throw MediaException.of(MediaException.Code.MALFORMED, "no unit at " + at);
      }
      int length = in.getShort(at + 3) & 0xFFFF;
      if (length > in.limit() - at - HEAD) {
        return units;
      }
      Unit unit = new Unit(in.get(at + 2), at, length);
      check(in, unit);
      units.add(unit);
      at += unit.length();
    }
    return units;
  }

  private static void check(ByteBuffer in, Unit unit) throws MediaException {
    boolean good =
        switch (unit.type) {
          case SETTINGS -> unit.bodyLength == SETTINGS_SIZE && in.get(unit.body()) > 0;
          case BLOCK -> unit.bodyLength > BLOCK_HEAD && in.getShort(unit.body() + 1) > 0;
          default -> false;
        };
    if (!good) {
      throw MediaException.of(MediaException.Code.MALFORMED, "a bad unit at " + unit.start);
    }
  }

  static void put(ByteArrayOutputStream out, byte type, byte[] body) {
    out.writeBytes(
        ByteBuffer.allocate(HEAD + body.length)
            .put((byte) 'T')
            .put((byte) 'Y')
            .put(type)
            .putShort((short) body.length)
            .put(body)
            .array());
  }

  /** A stream of 12 frames, whose every fourth begins with settings. */
  static byte[] stream(int level) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 12; i++) {
      boolean sync = i % 4 == 0;
      if (sync) {
        put(out, SETTINGS, new byte[] {2, (byte) level});
      }
      ByteBuffer block = ByteBuffer.allocate(80 + 7 * i);
      block.put((byte) (sync ? 1 : 0)).putShort((short) (100 + i));
      while (block.hasRemaining()) {
        block.put((byte) (block.position() * 31 + i * level));
      }
      put(out, BLOCK, block.array());
    }
    return out.toByteArray();
  }
}
