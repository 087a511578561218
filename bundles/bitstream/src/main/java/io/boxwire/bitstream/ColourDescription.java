package io.boxwire.bitstream;

import io.boxwire.api.ConfigurationBox;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How sample values stand for colours, by the code points of ITU-T H.273 | ISO/IEC 23091-2.
 *
 * @param primaries {@code colour_primaries}, 0 to 255; 2 is unspecified
 * @param transfer {@code transfer_characteristics}, 0 to 255; 2 is unspecified
 * @param matrix {@code matrix_coefficients}, 0 to 255; 2 is unspecified
 * @param fullRange whether values use the full range
 */
public record ColourDescription(int primaries, int transfer, int matrix, boolean fullRange) {
  /** The code point that says nothing, in each of the three fields. */
  public static final int UNSPECIFIED_CODE = 2;

  /** Nothing is told; values are of limited range. */
  public static final ColourDescription UNSPECIFIED =
      new ColourDescription(UNSPECIFIED_CODE, UNSPECIFIED_CODE, UNSPECIFIED_CODE, false);

  /**
   * Says whether there is anything to tell.
   *
   * @return false if all code points are unspecified and the range is limited, as is usual
   */
  public boolean specified() {
    return !equals(UNSPECIFIED);
  }

  /**
   * Makes the box that tells it in a visual sample entry (ISO/IEC 14496-12:2022 12.1.5).
   *
   * @return a {@code colr} box of type {@code nclx}
   */
  public ConfigurationBox toColr() {
    ByteBuffer payload =
        ByteBuffer.allocate(11)
            .put("nclx".getBytes(StandardCharsets.US_ASCII))
            .putShort((short) primaries)
            .putShort((short) transfer)
            .putShort((short) matrix)
            .put((byte) (fullRange ? 0x80 : 0));
    return ConfigurationBox.of("colr", payload.flip());
  }
}
