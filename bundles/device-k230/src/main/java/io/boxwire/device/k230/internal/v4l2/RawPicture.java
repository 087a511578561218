package io.boxwire.device.k230.internal.v4l2;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Raw NV12 pictures in memory: lines of luma, then half as many lines of chroma of the same length,
 * in one plane or in two.
 */
final class RawPicture {
  private RawPicture() {}

  /** From one line to the next in a plane. */
  static int stride(PictureFormat format, int plane) {
    int told = format.planes().get(plane).bytesPerLine();
    return told == 0 ? format.width() : told;
  }

  /** How many bytes a picture of one plane has. */
  static int bytes(PictureFormat format) {
    return stride(format, 0) * (format.height() + format.height() / 2);
  }

  /** How many bytes each plane of a picture has. */
  static int[] planeBytes(PictureFormat format) {
    return format.planes().size() == 1
        ? new int[] {bytes(format)}
        : new int[] {
          stride(format, 0) * format.height(), stride(format, 1) * (format.height() / 2)
        };
  }

  /**
   * Copies a picture.
   *
   * @param from the picture in one plane
   * @param fromFormat of what it is
   * @param to one plane or two, of the same size in pixels
   * @param toFormat of what these are
   */
  static void copy(
      ByteBuffer from, PictureFormat fromFormat, List<ByteBuffer> to, PictureFormat toFormat) {
    int height = fromFormat.height();
    int width = fromFormat.width();
    int fromStride = stride(fromFormat, 0);
    int lumaStride = stride(toFormat, 0);
    copyLines(from, 0, fromStride, to.get(0), 0, lumaStride, width, height);
    int chroma = fromStride * height;
    if (to.size() == 1) {
      int at = lumaStride * height;
      copyLines(from, chroma, fromStride, to.get(0), at, lumaStride, width, height / 2);
    } else {
      int stride = stride(toFormat, 1);
      copyLines(from, chroma, fromStride, to.get(1), 0, stride, width, height / 2);
    }
  }

  private static void copyLines(
      ByteBuffer from,
      int fromAt,
      int fromStride,
      ByteBuffer to,
      int toAt,
      int toStride,
      int width,
      int lines) {
    if (fromStride == toStride) {
      to.put(toAt, from, fromAt, fromStride * lines);
      return;
    }
    for (int line = 0; line < lines; line++) {
      to.put(toAt + line * toStride, from, fromAt + line * fromStride, width);
    }
  }
}
