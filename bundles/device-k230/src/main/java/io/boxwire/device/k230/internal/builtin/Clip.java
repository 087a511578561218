package io.boxwire.device.k230.internal.builtin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.boxwire.api.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A bundled video clip in byte stream form, cut into access units by its index: a closed group of
 * pictures for each {@link Group}. Immutable.
 */
final class Clip {
  /** Width of every clip in pixels. */
  static final int WIDTH = 1280;

  /** Height of every clip in pixels. */
  static final int HEIGHT = 720;

  /** The codecs there is a clip for. */
  static final Set<String> CODECS = Set.of("h264", "h265");

  /**
   * The closed groups of a clip, as they lie in it. Each begins with an IDR picture. In H.264,
   * those of neighbours have different {@code idr_pic_id}, 0 and 1 by turns.
   */
  enum Group {
    /** Three white pictures, then the test pattern. */
    LONG_FLASH,
    /** The test pattern alone. */
    PATTERN,
    /** One white picture, then the test pattern. */
    SHORT_FLASH,
    /** The same once more. */
    SHORT_FLASH_AGAIN;

    /** Whether the IDR pictures of two groups may follow each other directly. */
    boolean mayFollow(Group other) {
      return (ordinal() - other.ordinal()) % 2 != 0;
    }
  }

  private final List<List<AccessUnit>> groups;

  private Clip(List<List<AccessUnit>> groups) {
    this.groups = groups.stream().map(List::copyOf).toList();
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
    List<List<AccessUnit>> groups = new ArrayList<>();
    int at = 0;
    for (String line : new String(resource("clip." + codec + ".csv"), US_ASCII).split("\n")) {
      String[] fields = line.split(",");
      int size = Integer.parseInt(fields[0]);
      boolean sync = fields[1].equals("sync");
      if (sync) {
        groups.add(new ArrayList<>());
      }
      ByteBuffer bytes = clip.slice(at, size).asReadOnlyBuffer();
      groups.get(groups.size() - 1).add(new AccessUnit(bytes, sync));
      at += size;
    }
    if (at != stream.length || groups.size() != Group.values().length) {
      throw failed("clip." + codec + " and its index don't belong together", null);
    }
    return new Clip(groups);
  }

  /** The pictures of a group. */
  List<AccessUnit> group(Group group) {
    return groups.get(group.ordinal());
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
