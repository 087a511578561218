package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * How a picture is turned, mirrored and moved on its way to the screen (ISO/IEC 14496-12:2022
 * 6.2.2). All values are as stored.
 *
 * @param a 16.16
 * @param b 16.16
 * @param u 2.30
 * @param c 16.16
 * @param d 16.16
 * @param v 2.30
 * @param x 16.16
 * @param y 16.16
 * @param w 2.30
 */
public record Matrix(int a, int b, int u, int c, int d, int v, int x, int y, int w) {
  private static final int ONE = 0x10000;

  /** Leaves the picture as it is. */
  public static final Matrix IDENTITY = new Matrix(ONE, 0, 0, 0, ONE, 0, 0, 0, 0x40000000);

  /**
   * Describes the nine values.
   *
   * @param f reads, writes, measures or shows
   * @return a matrix of the values that came back
   * @throws MediaException as the fields do
   */
  Matrix fields(Fields f) throws MediaException {
    return new Matrix(
        f.fixed16("matrix_a", a),
        f.fixed16("matrix_b", b),
        f.fixed30("matrix_u", u),
        f.fixed16("matrix_c", c),
        f.fixed16("matrix_d", d),
        f.fixed30("matrix_v", v),
        f.fixed16("matrix_x", x),
        f.fixed16("matrix_y", y),
        f.fixed30("matrix_w", w));
  }
}
