package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;

/** What the board's encoder can code, as its data sheet says. */
final class PictureLimits {
  /** Pixels in a line. */
  static final int WIDTH = 3840;

  /** Lines. */
  static final int HEIGHT = 2160;

  /** Eight megapixels, twenty times a second. */
  private static final long PIXELS_PER_SECOND = (long) WIDTH * HEIGHT * 20;

  private PictureLimits() {}

  /**
   * Checks a size.
   *
   * @throws MediaException {@code BAD_REQUEST} if it is beyond the limits; names them
   */
  static void checkSize(int width, int height) throws MediaException {
    if (width < 2 || height < 2 || width > WIDTH || height > HEIGHT) {
      throw refused(width, height, "the encoder takes up to " + WIDTH + "x" + HEIGHT);
    }
    if (width % 2 != 0 || height % 2 != 0) {
      throw refused(width, height, "width and height are even, since chroma has half of each");
    }
  }

  /**
   * Checks a size together with a frame rate.
   *
   * @param fps pictures a second
   * @throws MediaException {@code BAD_REQUEST} if that is too much; names what is possible
   */
  static void checkRate(int width, int height, int fps) throws MediaException {
    long pixels = (long) width * height;
    if (pixels * fps > PIXELS_PER_SECOND) {
      throw refused(
          width,
          height,
          "at "
              + fps
              + " pictures a second is more than the encoder can do, which is "
              + PIXELS_PER_SECOND / pixels
              + " at this size ("
              + WIDTH
              + "x"
              + HEIGHT
              + " at 20)");
    }
  }

  private static MediaException refused(int width, int height, String why) {
    return MediaException.of(
        Code.BAD_REQUEST, "the size " + width + "x" + height + " is not possible: " + why);
  }
}
