package io.boxwire.device.k230.internal.v4l2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of a queue's buffers ({@code struct v4l2_format}). Immutable.
 *
 * @param width pixels
 * @param height pixels
 * @param fourcc the pixel or stream format
 * @param planes of how many pieces a buffer is made, and how
 */
record PictureFormat(int width, int height, int fourcc, List<Plane> planes) {
  /** Raw pictures: a plane of luma, then one of both chroma components at half the resolution. */
  static final int NV12 = 0x3231564e;

  private static final int PICTURE = 8;
  private static final int WIDTH = PICTURE;
  private static final int HEIGHT = PICTURE + 4;
  private static final int FOURCC = PICTURE + 8;
  private static final int FIELD = PICTURE + 12;
  private static final int BYTES_PER_LINE = PICTURE + 16;
  private static final int SIZE_IMAGE = PICTURE + 20;

  private static final int PLANES = PICTURE + 20;
  private static final int PLANE_SIZE = 20;
  private static final int PLANE_BYTES_PER_LINE = 4;
  private static final int PLANE_COUNT = PICTURE + 180;
  private static final int MOST_PLANES = 8;

  private static final int DESCRIPTION_TYPE = 4;
  private static final int DESCRIPTION_FOURCC = 44;

  /** Lest a driver that never ends its list be asked for ever. */
  private static final int MOST_FORMATS = 256;

  /** {@code V4L2_FIELD_NONE}: whole pictures, not interlaced fields. */
  private static final int PROGRESSIVE = 1;

  /**
   * A piece of a buffer.
   *
   * @param bytesPerLine from one line of pixels to the next; 0 for coded pictures
   * @param size bytes
   */
  record Plane(int bytesPerLine, int size) {}

  /** Asks whether a queue can have buffers of a format. */
  static boolean isOffered(VideoNode node, QueueType type, int fourcc) throws MediaException {
    for (int index = 0; index < MOST_FORMATS; index++) {
      ByteBuffer description = VideoNode.argument(Ioctl.VIDIOC_ENUM_FMT);
      description.putInt(0, index).putInt(DESCRIPTION_TYPE, type.number());
      int result = node.result(Ioctl.VIDIOC_ENUM_FMT, description);
      if (result == -Errno.EINVAL) {
        return false;
      }
      if (result < 0) {
        throw node.failure(Ioctl.VIDIOC_ENUM_FMT, result);
      }
      if (description.getInt(DESCRIPTION_FOURCC) == fourcc) {
        return true;
      }
    }
    return false;
  }

  /** Asks which format a queue has. */
  static PictureFormat get(VideoNode node, QueueType type) throws MediaException {
    ByteBuffer format = VideoNode.argument(Ioctl.VIDIOC_G_FMT).putInt(0, type.number());
    node.call(Ioctl.VIDIOC_G_FMT, format);
    return read(format, type);
  }

  /**
   * Asks for a format.
   *
   * @param planes how many planes to ask for
   * @return what the driver made of it, which may be something else
   */
  static PictureFormat set(
      VideoNode node, QueueType type, int width, int height, int fourcc, int planes)
      throws MediaException {
    ByteBuffer format = VideoNode.argument(Ioctl.VIDIOC_S_FMT).putInt(0, type.number());
    format.putInt(WIDTH, width).putInt(HEIGHT, height);
    format.putInt(FOURCC, fourcc).putInt(FIELD, PROGRESSIVE);
    if (type.multiPlanar()) {
      format.put(PLANE_COUNT, (byte) planes);
    }
    node.call(Ioctl.VIDIOC_S_FMT, format);
    return read(format, type);
  }

  private static PictureFormat read(ByteBuffer format, QueueType type) {
    List<Plane> planes = new ArrayList<>();
    if (type.multiPlanar()) {
      int count = Math.min(Byte.toUnsignedInt(format.get(PLANE_COUNT)), MOST_PLANES);
      for (int i = 0; i < count; i++) {
        int at = PLANES + i * PLANE_SIZE;
        planes.add(new Plane(format.getInt(at + PLANE_BYTES_PER_LINE), format.getInt(at)));
      }
    } else {
      planes.add(new Plane(format.getInt(BYTES_PER_LINE), format.getInt(SIZE_IMAGE)));
    }
    return new PictureFormat(
        format.getInt(WIDTH), format.getInt(HEIGHT), format.getInt(FOURCC), List.copyOf(planes));
  }

  /** Whether it is of this size and format. */
  boolean is(int otherWidth, int otherHeight, int otherFourcc) {
    return width == otherWidth && height == otherHeight && fourcc == otherFourcc;
  }

  @Override
  public String toString() {
    byte[] letters = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(fourcc).array();
    return width + "x" + height + " " + new String(letters, US_ASCII);
  }
}
