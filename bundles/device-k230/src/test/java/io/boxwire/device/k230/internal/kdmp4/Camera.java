package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KdMp4;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Access units of the bundled clips: 1280x720, 30 a second, an IDR picture each second. Of the
 * first two closed groups of a clip, the first second each.
 */
public final class Camera {
  private static final int GROUPS = 2;
  private static final int GROUP_LENGTH = 30;

  private final int codecId;
  private final List<byte[]> units = new ArrayList<>();

  private Camera(String codec, int codecId) {
    this.codecId = codecId;
    byte[] stream = resource("clip." + codec);
    int at = 0;
    int inGroup = 0;
    for (String line :
        new String(resource("clip." + codec + ".csv"), StandardCharsets.US_ASCII).split("\n")) {
      int size = Integer.parseInt(line.substring(0, line.indexOf(',')));
      inGroup = line.endsWith("sync") ? 0 : inGroup + 1;
      if (inGroup < GROUP_LENGTH && units.size() < GROUPS * GROUP_LENGTH) {
        units.add(Arrays.copyOfRange(stream, at, at + size));
      }
      at += size;
    }
  }

  /** A camera that gives H.264. */
  public static Camera h264() {
    return new Camera("h264", KdMp4.K_MP4_CODEC_ID_H264);
  }

  /** A camera that gives H.265. */
  public static Camera h265() {
    return new Camera("h265", KdMp4.K_MP4_CODEC_ID_H265);
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Camera.class.getResourceAsStream("/io/boxwire/device/k230/internal/builtin/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The codec's ID. */
  public int codecId() {
    return codecId;
  }

  /** The bytes of a picture, the clip repeated as often as need be. */
  public byte[] picture(int index) {
    return units.get(index % units.size());
  }

  /** The parameter sets in front of the first picture alone. */
  byte[] header() {
    return Arrays.copyOf(picture(0), firstSlice());
  }

  /** The first picture without its parameter sets. */
  byte[] bare() {
    return Arrays.copyOfRange(picture(0), firstSlice(), picture(0).length);
  }

  /** A picture of H.264 whose sequence parameter set says another level. */
  byte[] changed(int index) {
    byte[] bytes = picture(index).clone();
    int at = 0;
    while (!(bytes[at] == 0
        && bytes[at + 1] == 0
        && bytes[at + 2] == 1
        && (bytes[at + 3] & 31) == 7)) {
      at++;
    }
    bytes[at + 6]++;
    return bytes;
  }

  private int firstSlice() {
    byte[] first = picture(0);
    int at = 0;
    while (!(first[at] == 0
        && first[at + 1] == 0
        && first[at + 2] == 1
        && isSlice(first[at + 3]))) {
      at++;
    }
    return at > 0 && first[at - 1] == 0 ? at - 1 : at;
  }

  private boolean isSlice(byte header) {
    return codecId == KdMp4.K_MP4_CODEC_ID_H264 ? (header & 31) == 5 : (header >> 1 & 63) < 32;
  }

  /** A picture as a struct. */
  public KMp4FrameData frame(int index, long time) {
    return data(codecId, picture(index), time);
  }

  /** A struct. */
  public static KMp4FrameData data(int codecId, byte[] bytes, long time) {
    KMp4FrameData data = new KMp4FrameData();
    data.codecId = codecId;
    data.timeStamp = time;
    data.data = ByteBuffer.wrap(bytes);
    data.dataLength = bytes.length;
    return data;
  }
}
