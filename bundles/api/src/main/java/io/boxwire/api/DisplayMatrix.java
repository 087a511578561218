package io.boxwire.api;

/**
 * How the pictures of a track are turned, mirrored and moved on their way to the screen (ISO/IEC
 * 14496-12:2022 8.3.2 and 6.2.2), as cameras say that they were held upright. All values are as
 * stored: 16.16 fixed point, but {@code u}, {@code v} and {@code w} 2.30.
 *
 * @param a 16.16
 * @param b 16.16
 * @param u 2.30
 * @param c 16.16
 * @param d 16.16
 * @param v 2.30
 * @param x 16.16, in pixels
 * @param y 16.16, in pixels
 * @param w 2.30
 */
public record DisplayMatrix(int a, int b, int u, int c, int d, int v, int x, int y, int w) {
  private static final int ONE = 0x10000;

  /** Leaves the pictures as they are. */
  public static final DisplayMatrix IDENTITY =
      new DisplayMatrix(ONE, 0, 0, 0, ONE, 0, 0, 0, 0x40000000);
}
