package io.boxwire.device.k230.internal.builtin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.boxwire.api.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A bundled video clip in byte stream form, cut into access units by its index. Immutable. */
final class Clip {
  /** Pictures a second. */
  static final int FRAME_RATE = 30;

  /** Width of every clip in pixels. */
  static final int WIDTH = 1280;

  /** Height of every clip in pixels. */
  static final int HEIGHT = 720;

  /** The codecs there is a clip for. */
  static final Set<String> CODECS = Set.of("h264", "h265");

  private final List<AccessUnit> units;

  private Clip(List<AccessUnit> units) {
    this.units = List.copyOf(units);
  }

  /**
   * One picture with what precedes it.
   *
   * @param bytes its byte stream, read-only, in direct memory so that it goes to the kernel as it
   *     is; duplicate it before moving its position
   * @param sync whether it is an IDR picture
   */
  record AccessUnit(ByteBuffer bytes, boolean sync) {}

  /**
   * Loads the clip of a codec.
   *
   * @param codec one of {@link #CODECS}
   */
  static Clip load(String codec) throws MediaException {
    byte[] stream = resource("clip." + codec);
    ByteBuffer clip = ByteBuffer.allocateDirect(stream.length).put(stream).flip();
    List<AccessUnit> units = new ArrayList<>();
    int at = 0;
    for (String line : new String(resource("clip." + codec + ".csv"), US_ASCII).split("\n")) {
      String[] fields = line.split(",");
      int size = Integer.parseInt(fields[0]);
      units.add(new AccessUnit(clip.slice(at, size).asReadOnlyBuffer(), fields[1].equals("sync")));
      at += size;
    }
    if (at != stream.length) {
      throw failed("the index of clip." + codec + " covers " + at + " of " + stream.length, null);
    }
    return new Clip(units);
  }

  /** How many access units it has. */
  int length() {
    return units.size();
  }

  /**
   * An access unit.
   *
   * @param index from 0
   */
  AccessUnit unit(int index) {
    return units.get(index);
  }

  /**
   * The next sync picture, round the end of the clip if need be.
   *
   * @param index where to look first, from 0
   */
  int syncFrom(int index) {
    int at = index;
    while (!units.get(at).sync()) {
      at = (at + 1) % units.size();
    }
    return at;
  }

  private static byte[] resource(String name) throws MediaException {
    try (InputStream in = Clip.class.getResourceAsStream(name)) {
      if (in == null) {
        throw failed(name + " is missing from the bundle", null);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw e instanceof MediaException media ? media : failed(name + " can't be read", e);
    }
  }

  private static MediaException failed(String message, IOException cause) {
    return MediaException.of(MediaException.Code.DEVICE_FAILED, message, cause);
  }
}
